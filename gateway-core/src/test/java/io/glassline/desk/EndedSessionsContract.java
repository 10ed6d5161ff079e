package io.glassline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is promised of sessions that were signed out, wherever they are kept.
public abstract class EndedSessionsContract {

    protected static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static final Instant LATER = NOW.plus(Duration.ofHours(12));

    /// As one node sees them, with this time on its clock.
    protected abstract EndedSessions node(Instant now);

    @Test
    void aSessionIsEndedForEveryNode() {
        node(NOW).end("one", LATER);

        assertThat(node(NOW).isEnded("one")).isTrue();
        assertThat(node(NOW).isEnded("another")).isFalse();
    }

    @Test
    void endingItTwiceIsEndingIt() {
        node(NOW).end("twice", LATER);
        node(NOW).end("twice", LATER);

        assertThat(node(NOW).isEnded("twice")).isTrue();
    }

    @Test
    void whatHasEndedByItselfIsForgottenWhenTheNextEnds() {
        node(NOW).end("over", LATER);
        node(NOW).end("not over", LATER.plusSeconds(1));

        node(LATER).end("next", LATER.plus(Duration.ofHours(12)));

        assertThat(node(LATER).isEnded("over")).isFalse();
        assertThat(node(LATER).isEnded("not over")).isTrue();
    }
}
