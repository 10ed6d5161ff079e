package io.glassline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.outbox.Throttle.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [Throttle] promises, at a rate of [#PER_SECOND].
public abstract class ThrottleContract {

    protected static final int PER_SECOND = 10;
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final String account = "account-" + UUID.randomUUID();

    protected abstract Throttle throttle();

    @Test
    void givesASecondsWorthAtOnceAndNoMore() {
        assertThat(throttle().take(account, 7, 0, NOW)).isEqualTo(new Grant(7, 0));
        assertThat(throttle().take(account, 7, 0, NOW).live()).isBetween(3, 4);
    }

    @Test
    void bulkLeavesHalfForLive() {
        assertThat(throttle().take(account, 0, 100, NOW)).isEqualTo(new Grant(0, 5));
        assertThat(throttle().take(account, 0, 100, NOW).bulk()).isBetween(0, 1);
        assertThat(throttle().take(account, 4, 100, NOW)).isEqualTo(new Grant(4, 0));
    }

    @Test
    void liveGoesBeforeBulk() {
        assertThat(throttle().take(account, 10, 100, NOW)).isEqualTo(new Grant(10, 0));
    }

    @Test
    void givesNothingWhilePaused() {
        throttle().pause(account, Duration.ofSeconds(30), NOW);
        throttle().pause(account, Duration.ofMillis(1), NOW);

        assertThat(throttle().take(account, 5, 5, NOW)).isEqualTo(Grant.NOTHING);
        assertThat(throttle().take("another " + account, 5, 0, NOW)).isEqualTo(new Grant(5, 0));
    }
}
