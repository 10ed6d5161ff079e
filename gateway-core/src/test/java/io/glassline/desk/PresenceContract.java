package io.glassline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Presence.Reader;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [Presence] promises.
public abstract class PresenceContract {

    private final Conversation.Id one = new Conversation.Id(UUID.randomUUID());
    private final Conversation.Id other = new Conversation.Id(UUID.randomUUID());

    protected abstract Presence presence();

    protected abstract void passes(Duration time);

    @Test
    void othersAreSeenAndNotOneself() {
        presence().here(one, "kim", false);
        presence().here(one, "lee", true);
        presence().here(other, "ana", false);

        assertThat(presence().others(one, "kim")).containsExactly(new Reader("lee", true));
        assertThat(presence().others(one, "ana")).containsExactly(new Reader("kim", false), new Reader("lee", true));
        assertThat(presence().others(new Conversation.Id(UUID.randomUUID()), "kim"))
                .isEmpty();
    }

    @Test
    void whoStopsWritingIsStillThere() {
        presence().here(one, "lee", true);
        presence().here(one, "lee", false);
        assertThat(presence().others(one, "kim")).containsExactly(new Reader("lee", false));
        presence().gone(one, "lee");
        assertThat(presence().others(one, "kim")).isEmpty();
    }

    @Test
    void whoIsNotHeardOfHasGone() {
        presence().here(one, "lee", true);
        passes(Presence.LASTS.minusSeconds(5));
        presence().here(one, "ana", false);
        assertThat(presence().others(one, "kim")).hasSize(2);
        passes(Duration.ofSeconds(6));
        assertThat(presence().others(one, "kim")).containsExactly(new Reader("ana", false));
    }
}
