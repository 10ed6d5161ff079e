package io.glassline.app.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a node has opened, closed in the opposite order. Something that cannot be closed does not keep the rest open.
final class CloseList implements AutoCloseable {

    /// How long work on our own threads may take to end once everything it is done for has been closed.
    private static final Duration THREADS_WAIT_MAX = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(CloseList.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <C extends AutoCloseable> C add(C toClose) {
        opened.push(toClose);
        return toClose;
    }

    /// Opens something while this thread goes on; it is closed even if this thread never takes it. Not on a
    /// virtual thread: two that wait for a class to be made ready hold both carriers of a small machine.
    <C extends AutoCloseable> CompletableFuture<C> opensMeanwhile(Supplier<C> opening) {
        var future = CompletableFuture.supplyAsync(
                opening, task -> Thread.ofPlatform().name("starting").start(task));
        add(() -> {
            if (!future.isCompletedExceptionally()) {
                future.join().close();
            }
        });
        return future;
    }

    /// Waits for what opens meanwhile.
    ///
    /// @throws RuntimeException what opening it threw.
    static <C> C take(CompletableFuture<C> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(THREADS_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            var next = opened.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.atWarn()
                        .setCause(e)
                        .log("{} could not be closed cleanly", next.getClass().getSimpleName());
            }
        }
    }
}
