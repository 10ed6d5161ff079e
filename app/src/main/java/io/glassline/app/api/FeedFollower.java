package io.glassline.app.api;

import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.FluxSink;

/// One who follows the feed: where it stands, and the events that are read for it and that it has not
/// taken. It is given as many as it asks for.
final class FeedFollower {

    /// The follower's connection. The framework asks for events without end whether they can be written
    /// or not, so how many are given is decided by the connection, on the thread that writes to it.
    ///
    /// - `isWritable`: whether it has room for more.
    record Line(Executor writing, BooleanSupplier isWritable) {}

    private final FluxSink<Event<String>> sink;
    private final Line line;
    private final Runnable hungry;
    private final Queue<Event<String>> ready = new ArrayDeque<>();
    private long after;
    private long tookAtNanos = System.nanoTime();
    private boolean draining;

    /// @param hungry called when it has taken all that was read for it.
    FeedFollower(FluxSink<Event<String>> sink, Line line, long after, Runnable hungry) {
        this.sink = sink;
        this.line = line;
        this.hungry = hungry;
        this.after = after;
    }

    /// The index of the entry before the next that it is to be given.
    synchronized long after() {
        return after;
    }

    /// Whether it has taken all that was read for it.
    synchronized boolean isHungry() {
        return ready.isEmpty();
    }

    synchronized boolean takesNothingFor(Duration max) {
        return !ready.isEmpty() && System.nanoTime() - tookAtNanos >= max.toNanos();
    }

    /// Gives those of the page that it has not been given.
    synchronized void give(List<AuditFeed.Indexed> page) {
        for (var entry : page) {
            if (entry.index() > after) {
                ready.add(entry.event());
                after = entry.index();
            }
        }
        drain();
    }

    synchronized void give(Event<String> note) {
        ready.add(note);
        drain();
    }

    /// A sign of life, when there has been none for this long.
    synchronized void beatAfter(Duration quiet) {
        if (ready.isEmpty() && System.nanoTime() - tookAtNanos >= quiet.toNanos()) {
            give(Event.of("").comment("still here"));
        }
    }

    /// Gives it what it has room for.
    void drain() {
        line.writing.execute(this::write);
    }

    /// Asking for more while it is given some comes back here, from within.
    private synchronized void write() {
        if (draining) {
            return;
        }
        draining = true;
        var took = false;
        while (line.isWritable.getAsBoolean() && sink.requestedFromDownstream() > 0 && !ready.isEmpty()) {
            tookAtNanos = System.nanoTime();
            sink.next(ready.remove());
            took = true;
        }
        draining = false;
        if (took && ready.isEmpty()) {
            hungry.run();
        }
    }

    /// Ends the stream.
    void letGo() {
        sink.complete();
    }
}
