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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replay, from waiting to its end. [#now] may be asked on any thread, [#run] is for one.
final class ReplayRun {

    /// After so many messages it is told how far it has come.
    private static final int TOLD_EVERY = 250;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);

    /// Other nodes are told no more often.
    private static final long KEPT_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<Replay> keeping;
    private volatile Replay replay;
    private long keptAt;

    /// @param keeping keeps it for other nodes, and may fail
    ReplayRun(Replay waiting, Consumer<Replay> keeping) {
        this.replay = waiting;
        this.keeping = keeping;
        this.keptAt = System.nanoTime();
        keep();
    }

    /// A replay that other nodes cannot be told of goes on here.
    private void keep() {
        try {
            keeping.accept(replay);
        } catch (RuntimeException e) {
            LOG.atInfo().log(
                    "how far the replay against {} has come could not be kept: {}", replay.draft(), e.toString());
        }
    }

    private void keepNowAndThen() {
        var now = System.nanoTime();
        if (now - keptAt > KEPT_EVERY_NANOS) {
            keptAt = now;
            keep();
        }
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
        } finally {
            keep();
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
        replay = far.failing(because);
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
            this.tally = new ReplayTally(parts.zone());
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
                keepNowAndThen();
            }
        }

        private Optional<Duration> left() {
            var rest = Math.max(0, replay.total() - tally.done());
            return Optional.of(
                    Duration.between(began, clock.instant()).multipliedBy(rest).dividedBy(Math.max(1, tally.done())));
        }
    }
}
