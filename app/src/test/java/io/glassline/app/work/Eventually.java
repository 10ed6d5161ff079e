package io.glassline.app.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

final class Eventually {

    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private Eventually() {}

    /// Waits until it is so, and fails where it never is.
    static void eventually(BooleanSupplier isSo) {
        var until = System.nanoTime() + WAIT_MAX.toNanos();
        while (!isSo.getAsBoolean() && System.nanoTime() < until) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        assertThat(isSo.getAsBoolean()).isTrue();
    }
}
