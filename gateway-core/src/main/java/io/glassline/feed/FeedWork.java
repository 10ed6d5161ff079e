package io.glassline.feed;

import io.glassline.desk.Board;
import io.glassline.feed.FeedReceiver.Refusal;
import io.glassline.feed.FeedState.Failing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Delivers one feed, in the record's order, each entry at least once. What the receiver has taken is behind it;
/// what it has not taken is tried again, after pauses that grow, and after a day no more until an operator says so.
///
/// A node that ends between a delivery and its note delivers that once more, under the same id.
public final class FeedWork {

    /// Entries read at a time, and so all that is held of a feed.
    static final int PAGE = 100;

    /// After the first failure in a row; twice as long after each further one.
    static final Duration PAUSE_FIRST = Duration.ofSeconds(2);

    static final Duration PAUSE_MAX = Duration.ofMinutes(15);

    /// Of a pause, this much at least is waited, and the rest by chance: receivers that were away together are not
    /// called together.
    static final double PAUSE_SURE = 0.5;

    /// A receiver that asks for a longer pause gets this one.
    static final Duration PATIENCE_MAX = Duration.ofHours(1);

    /// A feed that fails so long is parked.
    public static final Duration FAILING_MAX = Duration.ofDays(1);

    /// A step goes on with its page no longer: whoever does it must not be thought to stand still.
    static final Duration STEP_MAX = Duration.ofSeconds(20);

    private static final int DOUBLINGS_MAX = 16;

    private final String feed;
    private final Feeds feeds;
    private final Board record;
    private final FeedFormat format;
    private final FeedReceiver receiver;
    private final InstantSource clock;
    private final DoubleSupplier chance;

    /// @param feed its name
    /// @param record what is sent on
    /// @param chance from 0 to 1
    public FeedWork(
            String feed,
            Feeds feeds,
            Board record,
            FeedFormat format,
            FeedReceiver receiver,
            InstantSource clock,
            DoubleSupplier chance) {
        this.feed = feed;
        this.feeds = feeds;
        this.record = record;
        this.format = format;
        this.receiver = receiver;
        this.clock = clock;
        this.chance = chance;
    }

    /// Delivers a page at most.
    ///
    /// @return whether there is more to do at once
    public boolean step() {
        var begun = clock.instant();
        var state = feeds.begin(feed, begun);
        if (!state.isDue(begun)) {
            return false;
        }
        var page = page(state.next());
        var at = 0;
        while (at < page.size()) {
            if (Duration.between(begun, clock.instant()).compareTo(STEP_MAX) > 0) {
                return true;
            }
            var batch = batch(page.subList(at, page.size()));
            var after = deliver(state, batch);
            if (after.isEmpty()) {
                return false;
            }
            state = after.get();
            at += batch.entries();
        }
        return page.size() == PAGE;
    }

    /// @throws IllegalStateException when the record leaves one out
    private List<Board.AuditLine> page(long next) {
        var page = record.audit(next - 1, PAGE);
        for (var i = 0; i < page.size(); i++) {
            if (page.get(i).index() != next + i) {
                throw new IllegalStateException("the record has " + page.get(i).index() + " where feed " + feed
                        + " looks for " + (next + i) + ", so one would be left out");
            }
        }
        return page;
    }

    /// @param entries that were looked at
    /// @param messages what is for this feed of them
    /// @param next the index after them
    private record Batch(int entries, List<FeedMessage> messages, long next) {}

    private Batch batch(List<Board.AuditLine> page) {
        var messages = new ArrayList<FeedMessage>();
        var entries = 0;
        while (entries < page.size() && messages.size() < receiver.messagesMax()) {
            format.of(page.get(entries++)).ifPresent(messages::add);
        }
        return new Batch(entries, messages, page.get(entries - 1).index() + 1);
    }

    /// @return the state from now on; empty when the step is over
    private Optional<FeedState> deliver(FeedState state, Batch batch) {
        if (batch.messages().isEmpty()) {
            return feeds.advance(state, batch.next());
        }
        var given = receiver.give(batch.messages());
        if (given.refusal().isEmpty()) {
            return feeds.advance(state, batch.next());
        }
        var reached = given.count() == 0
                ? Optional.of(state)
                : feeds.advance(state, batch.messages().get(given.count() - 1).index() + 1);
        reached.ifPresent(last -> refused(last, given.refusal().get(), clock.instant()));
        return Optional.empty();
    }

    private void refused(FeedState state, Refusal refusal, Instant now) {
        var since = state.failing().map(Failing::since).orElse(now);
        var times = state.failing().map(Failing::times).orElse(0) + 1;
        var failing = new Failing(since, times, now.plus(pause(times, refusal)), refusal.because());
        if (refusal.isForGood() || !now.isBefore(since.plus(FAILING_MAX))) {
            feeds.park(state, failing, now);
        } else {
            feeds.fail(state, failing);
        }
    }

    private Duration pause(int times, Refusal refusal) {
        var grown = least(PAUSE_FIRST.multipliedBy(1L << Math.min(times - 1, DOUBLINGS_MAX)), PAUSE_MAX);
        var part = PAUSE_SURE + (1 - PAUSE_SURE) * chance.getAsDouble();
        var pause = Duration.ofMillis(Math.round(grown.toMillis() * part));
        var asked = least(refusal.patience().orElse(Duration.ZERO), PATIENCE_MAX);
        return asked.compareTo(pause) > 0 ? asked : pause;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
