package io.glassline.router.knowledge;

import java.util.Optional;

/// Where is written down what loading a knowledge has found out, so that the next start need not find it out again.
///
/// Promises: what is read is what was written last under that name, whole, or nothing. It may forget at any time, and
/// losing it costs seconds and changes no answer. Safe to call from any thread.
public interface Notebook {

    Optional<byte[]> read(String name);

    void write(String name, byte[] found);

    /// Forgets everything.
    static Notebook none() {
        return new Notebook() {
            @Override
            public Optional<byte[]> read(String name) {
                return Optional.empty();
            }

            @Override
            public void write(String name, byte[] found) {}
        };
    }
}
