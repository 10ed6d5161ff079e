package io.glassline.router.knowledge;

import java.util.Optional;

/// Keeps what training on a knowledge has found out, so that the next start need not train again.
///
/// Promises: what is read is what was written last under that name, whole, or nothing. It may forget at any time, and
/// losing it costs seconds and changes no answer. Safe to call from any thread.
public interface TrainingCache {

    Optional<byte[]> read(String name);

    void write(String name, byte[] found);

    /// Forgets everything.
    static TrainingCache none() {
        return new TrainingCache() {
            @Override
            public Optional<byte[]> read(String name) {
                return Optional.empty();
            }

            @Override
            public void write(String name, byte[] found) {}
        };
    }
}
