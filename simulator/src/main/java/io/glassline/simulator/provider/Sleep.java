package io.glassline.simulator.provider;

import java.time.Duration;

/// Waits in real time.
public final class Sleep {

    private Sleep() {}

    /// @throws Interrupted if the stand-ins close, or the call hangs up, while waiting
    public static void lasting(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            throw new Interrupted();
        }
    }

    /// The work at hand has no use any more.
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
