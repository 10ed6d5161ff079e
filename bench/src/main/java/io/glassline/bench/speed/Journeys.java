package io.glassline.bench.speed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/// How long each message is under way, from when it was due to when the provider has its answer. Told apart by the
/// citizen, of whom there are so many that none has two under way.
final class Journeys {

    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(2);
    private static final int SLOTS = 1 << 20;

    private final SignedPosts posts;
    private final AtomicLongArray dueAt = new AtomicLongArray(SLOTS);
    private final Histogram micros = new Histogram(1, MICROS_MAX, 3);

    Journeys(SignedPosts posts) {
        this.posts = posts;
    }

    void left(long number, long due) {
        dueAt.set(posts.citizenOf(number) % SLOTS, due);
    }

    void arrived(String to, long now) {
        var due = dueAt.getAndSet(SignedPosts.citizenOf(to) % SLOTS, 0);
        if (due != 0) {
            synchronized (micros) {
                micros.recordValue(Math.min(MICROS_MAX, (now - due) / 1000));
            }
        }
    }

    Histogram micros() {
        synchronized (micros) {
            return micros.copy();
        }
    }
}
