package io.glassline.sources;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what happens outside of the test, in a server.
final class Await {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Await() {}

    static void until(Duration most, BooleanSupplier isTrue) throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        while (!isTrue.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true within " + most);
            }
            Thread.sleep(LOOK_EVERY);
        }
    }
}
