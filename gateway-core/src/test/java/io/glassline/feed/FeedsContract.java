package io.glassline.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.feed.FeedState.Failing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [Feeds] promises.
public abstract class FeedsContract {

    private static final String FEED = "records";
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Actor OPS = Actor.byToken("ops");
    private static final Failing AWAY = new Failing(NOW, 3, NOW.plusSeconds(8), "it fell silent");

    /// Over an empty record of 7 entries.
    protected abstract Feeds feeds();

    /// What it put on the record, as kind and index, in order.
    protected abstract List<String> recorded();

    @Test
    void aFeedBeginsOnceAndWithWhatIsEnteredFromNowOn() {
        var feeds = feeds();
        var begun = feeds.begin(FEED, NOW);
        assertThat(begun.next()).isEqualTo(7);
        assertThat(begun.isDue(NOW)).isTrue();
        assertThat(feeds.begin(FEED, NOW)).isEqualTo(begun);
        assertThat(feeds.all()).containsExactly(begun);
        assertThat(recorded()).containsExactly("feed.begun 7");
    }

    @Test
    void whatFailedIsDueAgainAfterThePauseAndForgottenWithTheNextDelivery() {
        var feeds = feeds();
        feeds.fail(feeds.begin(FEED, NOW), AWAY);
        var failing = feeds.begin(FEED, NOW);
        assertThat(failing.failing()).contains(AWAY);
        assertThat(failing.isDue(NOW.plusSeconds(7))).isFalse();
        assertThat(failing.isDue(NOW.plusSeconds(8))).isTrue();
        assertThat(failing.told()).isEqualTo("FAILING, for it fell silent");
        var after = feeds.advance(failing, 8).orElseThrow();
        assertThat(after.failing()).isEmpty();
        assertThat(after.next()).isEqualTo(8);
        assertThat(after.told()).isEqualTo("UP");
    }

    @Test
    void nothingIsChangedFromAStateThatIsNotTheLastOne() {
        var feeds = feeds();
        var old = feeds.begin(FEED, NOW);
        var last = feeds.advance(old, 9).orElseThrow();
        assertThat(feeds.advance(old, 12)).isEmpty();
        feeds.fail(old, AWAY);
        feeds.park(old, AWAY, NOW);
        assertThat(feeds.all()).containsExactly(last);
        assertThat(recorded()).containsExactly("feed.begun 7");
    }

    @Test
    void whatIsParkedStaysSoUntilAnOperatorSaysSo() {
        var feeds = feeds();
        feeds.park(feeds.begin(FEED, NOW), AWAY, NOW);
        var parked = feeds.begin(FEED, NOW);
        assertThat(parked.isDue(NOW.plus(Duration.ofDays(9)))).isFalse();
        assertThat(parked.told()).isEqualTo("PARKED, for it fell silent");
        assertThat(feeds.advance(parked, 8)).isEmpty();
        var resumed = feeds.resume(FEED, OPS, NOW).orElseThrow();
        assertThat(resumed.next()).isEqualTo(7);
        assertThat(resumed.isDue(NOW)).isTrue();
        assertThat(recorded()).containsExactly("feed.begun 7", "feed.parked 7", "feed.resumed 7");
    }

    @Test
    void aReplayGoesOnFromAnEarlierEntryAndWhatWasUnderWayDoesNotMoveIt() {
        var feeds = feeds();
        var before = feeds.begin(FEED, NOW);
        assertThat(feeds.replay(FEED, 2, OPS, NOW)).map(FeedState::next).contains(2L);
        assertThat(feeds.advance(before, 8)).isEmpty();
        assertThat(feeds.begin(FEED, NOW).next()).isEqualTo(2);
        assertThat(recorded()).containsExactly("feed.begun 7", "feed.replayed 2");
    }

    @Test
    void aFeedThatNeverBeganIsNoneToGoOn() {
        var feeds = feeds();
        assertThat(feeds.resume("other", OPS, NOW)).isEqualTo(Optional.empty());
        assertThat(feeds.replay("other", 0, OPS, NOW)).isEqualTo(Optional.empty());
        assertThat(recorded()).isEmpty();
    }
}
