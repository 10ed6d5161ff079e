package io.glassline.app.rules;

import io.glassline.router.trial.ShadowDraft;
import io.glassline.routing.Route;
import io.glassline.routing.RouterCall;
import io.glassline.trial.Shadow;
import io.glassline.trial.ShadowFindings;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One shadow on this node: turns are put into a queue of bounded length, and one thread of the lowest
/// priority decides about them. After work it rests as long as it worked, so that turns keep the
/// processors.
final class ShadowRun {

    /// More turns than that do not wait; they are counted.
    static final int QUEUE_MAX = 500;

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration END_WAIT_MAX = Duration.ofSeconds(5);
    private static final long REST_FROM_NANOS = Duration.ofMillis(5).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(ShadowRun.class);

    private final Shadow shadow;
    private final ShadowDraft draft;
    private final ShadowTally tally;
    private final BlockingQueue<RouterCall> waiting = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread thread;
    private volatile boolean isEnding;

    /// @param tally is told of the draft's faults, too
    ShadowRun(Shadow shadow, ShadowDraft draft, ShadowTally tally) {
        this.shadow = shadow;
        this.draft = draft;
        this.tally = tally;
        this.thread = Thread.ofPlatform()
                .name("shadow")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::work);
    }

    void begin() {
        thread.start();
    }

    Shadow shadow() {
        return shadow;
    }

    ShadowFindings found() {
        return tally.found();
    }

    /// Does not block.
    void take(RouterCall call) {
        if (call.rulesVersion().equals(shadow.beside().hex())
                && shadow.share().has(call.conversation().id())
                && !waiting.offer(call)) {
            tally.skip();
        }
    }

    private void work() {
        var worked = 0L;
        while (!isEnding) {
            try {
                var call = waiting.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (call != null) {
                    worked += decide(call);
                }
                if (worked > REST_FROM_NANOS) {
                    TimeUnit.NANOSECONDS.sleep(worked);
                    worked = 0;
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// @return how long it took, in nanoseconds
    private long decide(RouterCall call) {
        var began = System.nanoTime();
        try {
            if (draft.isInItsOwnForm(call)) {
                tally.addInForm();
                return System.nanoTime() - began;
            }
            var comparison = draft.compare(call);
            var took = System.nanoTime() - began;
            tally.add(call, comparison, Duration.ofNanos(took), took(call.route()));
            return took;
        } catch (RuntimeException | StackOverflowError e) {
            tally.addFailed();
            LOG.atInfo().log("version {} could not decide about a message: {}", shadow.draft(), e.getClass());
            return System.nanoTime() - began;
        }
    }

    private static Duration took(Route route) {
        return switch (route) {
            case Route.Decided decided -> decided.decision().because().took().orElse(Duration.ZERO);
            case Route.WithNext(var decision) -> decision.because().took().orElse(Duration.ZERO);
            case Route.Needs _, Route.Waits _ -> Duration.ZERO;
        };
    }

    /// Ends after the message it is at. What waits is not compared.
    void end() {
        isEnding = true;
        thread.interrupt();
        try {
            thread.join(END_WAIT_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
