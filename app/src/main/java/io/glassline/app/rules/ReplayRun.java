package io.glassline.app.rules;

import io.glassline.router.trial.DecidingVersion;
import io.glassline.router.trial.ReplayedConversation;
import io.glassline.trial.RecordedMessage;
import io.glassline.trial.RecordedTraffic;
import io.glassline.trial.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replay, from waiting to its end. [#now] may be asked on any thread, [#run] is for one.
final class ReplayRun {

    /// After so many messages it is told how far it has come.
    private static final int TOLD_EVERY = 250;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);

    private final boolean withWords;
    private volatile Replay replay;

    ReplayRun(Replay waiting, boolean withWords) {
        this.replay = waiting;
        this.withWords = withWords;
    }

    Replay now() {
        return replay;
    }

    /// What decides, made ready when the replay's turn comes: learning takes its time.
    record Parts(DecidingVersion active, DecidingVersion draft, ZoneId zone) {}

    interface Preparing {
        Parts prepare();
    }

    /// @param isEnding whether the node ends, and the replay with it
    void run(RecordedTraffic traffic, Preparing preparing, InstantSource clock, BooleanSupplier isEnding) {
        try {
            var parts = preparing.prepare();
            var until = replay.begunAt();
            var since = until.minus(replay.back());
            var course = new Course(parts, clock);
            replay = course.tally.on(withTotal(traffic.count(since, until)), Replay.State.RUNNING, Optional.empty());
            traffic.read(since, until, message -> {
                course.take(message);
                return !isEnding.getAsBoolean();
            });
            if (isEnding.getAsBoolean()) {
                fail(course.tally.on(replay, Replay.State.FAILED, Optional.empty()), "the node ended");
                return;
            }
            course.end();
            replay = course.tally.on(withTotal(course.tally.done()), Replay.State.DONE, Optional.of(Duration.ZERO));
        } catch (RuntimeException | LinkageError e) {
            LOG.atWarn().setCause(e).log("the replay against {} ended early", replay.draft());
            fail(replay, String.valueOf(e.getMessage()));
        }
    }

    private Replay withTotal(long total) {
        var now = replay;
        return new Replay(
                now.id(),
                now.draft(),
                now.back(),
                now.begunAt(),
                now.state(),
                total,
                now.messages(),
                now.different(),
                now.notReproduced(),
                now.erased(),
                now.left(),
                now.byOutcome(),
                now.load(),
                now.examples(),
                now.failed());
    }

    private void fail(Replay far, String because) {
        replay = new Replay(
                far.id(),
                far.draft(),
                far.back(),
                far.begunAt(),
                Replay.State.FAILED,
                far.total(),
                far.messages(),
                far.different(),
                far.notReproduced(),
                far.erased(),
                Optional.empty(),
                far.byOutcome(),
                far.load(),
                far.examples(),
                Optional.of(because));
    }

    /// The way through the messages. Each waits for the one after it, with which it may be read.
    private final class Course {

        private final Parts parts;
        private final InstantSource clock;
        private final ReplayTally tally;
        private final Instant began;
        private @Nullable RecordedMessage waiting;
        private @Nullable ReplayedConversation conversation;

        Course(Parts parts, InstantSource clock) {
            this.parts = parts;
            this.clock = clock;
            this.tally = new ReplayTally(parts.zone(), withWords);
            this.began = clock.instant();
        }

        void take(RecordedMessage message) {
            var before = waiting;
            var isSame = before != null
                    && before.conversation().id().equals(message.conversation().id());
            if (before != null) {
                decide(before, isSame ? Optional.of(message) : Optional.empty());
            }
            if (!isSame) {
                conversation = new ReplayedConversation(parts.active(), parts.draft(), message);
            }
            waiting = message;
        }

        void end() {
            if (waiting != null) {
                decide(waiting, Optional.empty());
            }
        }

        private void decide(RecordedMessage message, Optional<RecordedMessage> following) {
            if (conversation != null) {
                conversation.next(message, following).ifPresentOrElse(tally::add, () -> tally.addErased(message));
            }
            if (tally.done() % TOLD_EVERY == 0) {
                replay = tally.on(replay, Replay.State.RUNNING, left());
            }
        }

        private Optional<Duration> left() {
            var rest = Math.max(0, replay.total() - tally.done());
            return Optional.of(
                    Duration.between(began, clock.instant()).multipliedBy(rest).dividedBy(Math.max(1, tally.done())));
        }
    }
}
