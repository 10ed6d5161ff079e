package io.glassline.app.node;

import io.glassline.app.work.Loop;
import io.glassline.console.Changes;
import io.glassline.desk.Board;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/// Tells listeners that the record has grown, whichever node made it grow. Everything that happens is an entry, so the
/// number of entries is all that it watches. It asks for that number only while somebody listens.
final class ChangeNotifier implements Changes, AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final Board board;
    private final ExecutorService threads;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Loop loop;
    private long lastSize = -1;

    ChangeNotifier(Board board, ExecutorService threads) {
        this.board = board;
        this.threads = threads;
        this.loop = new Loop("change notifier", LOOK_EVERY, this::look);
    }

    void start() {
        loop.start();
    }

    @Override
    public Listening listen(Runnable onChange) {
        Runnable own = onChange::run; // the same Runnable may listen twice
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    private boolean look() {
        if (listeners.isEmpty()) {
            return false;
        }
        var size = board.auditSize();
        if (size != lastSize) {
            lastSize = size;
            listeners.forEach(threads::execute);
        }
        return false;
    }

    @Override
    public void close() {
        loop.close();
    }
}
