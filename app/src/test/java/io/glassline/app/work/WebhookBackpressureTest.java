package io.glassline.app.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.Await;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookBackpressureTest {

    private Duration longestWait = Duration.ZERO;
    private double processorLoad = 0.5;
    private final WebhookBackpressure wait = new WebhookBackpressure(() -> longestWait, () -> processorLoad);

    @AfterEach
    void close() {
        wait.close();
    }

    @Test
    void nobodyWaitsBeforeThereAreEventLoops() {
        assertThat(wait.getAsBoolean()).isFalse();
    }

    @Test
    void theyWaitWhileOneEventLoopDoesNotComeToItsWork() {
        var late = new ByHand();
        wait.watch(List.<Executor>of(Runnable::run, late));

        Await.that("webhooks wait", wait::getAsBoolean);

        late.goesOn();
        Await.that("none waits", () -> !wait.getAsBoolean());
    }

    @Test
    void aLookThatFailsIsNotTheLast() {
        var late = new ByHand();
        var failed = new AtomicBoolean();
        wait.watch(List.<Executor>of(late, sign -> {
            if (!failed.getAndSet(true)) {
                throw new RejectedExecutionException("ended");
            }
        }));

        Await.that("webhooks wait", wait::getAsBoolean);
    }

    @Test
    void oneThatIsLateIsNotAskedAgainMeanwhile() {
        var late = new ByHand();
        wait.watch(List.of(late));
        Await.that("webhooks wait", wait::getAsBoolean);

        for (var i = 0; i < 10; i++) {
            wait.look();
        }

        assertThat(late.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0,   1.00, false",
        "49,  1.00, false",
        "50,  1.00, true",
        "50,  0.90, true",
        "50,  0.89, false", // the disk is slow, or the network to PostgreSQL
        "700, 0.10, false",
    })
    void theyWaitWhileBusyProcessorsKeepNothing(long waitedMillis, double load, boolean isSo) {
        longestWait = Duration.ofMillis(waitedMillis);
        processorLoad = load;

        wait.lookHowBusy();
        wait.look();

        assertThat(wait.getAsBoolean()).isEqualTo(isSo);
    }

    /// An event loop that does nothing by itself until it goes on.
    private static final class ByHand implements Executor {

        private final Queue<Runnable> asked = new ArrayDeque<>();
        private boolean goesOn;

        @Override
        public synchronized void execute(Runnable sign) {
            if (goesOn) {
                sign.run();
            } else {
                asked.add(sign);
            }
        }

        synchronized void goesOn() {
            goesOn = true;
            asked.forEach(Runnable::run);
        }
    }
}
