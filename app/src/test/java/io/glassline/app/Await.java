package io.glassline.app;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits until threads of the app have done their part. Nothing is measured by it.
public final class Await {

    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private Await() {}

    /// @throws AssertionError when it does not hold within [#WAIT_MAX].
    public static void that(String what, BooleanSupplier holds) {
        var until = System.nanoTime() + WAIT_MAX.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited " + WAIT_MAX.toSeconds() + " s in vain until " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
