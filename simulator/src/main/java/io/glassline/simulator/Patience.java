package io.glassline.simulator;

import java.time.Duration;

/// Waiting in real time.
final class Patience {

    private Patience() {}

    /// @throws Interrupted if the stand-ins close, or the call hangs up, while waiting
    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            throw new Interrupted();
        }
    }

    /// The work at hand has no use any more.
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
