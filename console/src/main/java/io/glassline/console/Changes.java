package io.glassline.console;

/// Tells that something the desk shows has changed: a message, a decision, a hand-over, a delivery. Not what;
/// whoever is told reads again.
///
/// Safe to call from any thread. `onChange` is called from any thread, a few times a second at the most, and does
/// not block.
@FunctionalInterface
public interface Changes {

    /// Calls `onChange` after each change until the listening is closed.
    Listening listen(Runnable onChange);

    /// One listener's place. Closing it twice is closing it once.
    @FunctionalInterface
    interface Listening extends AutoCloseable {

        @Override
        void close();
    }
}
