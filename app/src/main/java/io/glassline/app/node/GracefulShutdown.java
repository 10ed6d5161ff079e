package io.glassline.app.node;

import io.glassline.app.http.Health;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a node without an error for anyone who reaches it.
///
/// First the node says that it is not ready and goes on answering, until a load balancer has seen that. Then the node
/// takes no more connections, answers the requests that are under way, and closes its ports.
final class GracefulShutdown implements Health, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);

    /// How long requests under way may take to be answered. A phone call's waits longest, for at most 8 seconds. A page
    /// that follows what happens has no end of its own and is cut off.
    static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

    private final Health health;
    private final Supplier<EmbeddedServer> server;
    private volatile boolean draining;

    GracefulShutdown(Health health, Supplier<EmbeddedServer> server) {
        this.health = health;
        this.server = server;
    }

    @Override
    public Report report() {
        var report = health.report();
        if (!draining) {
            return report;
        }
        var parts = new LinkedHashMap<>(report.parts());
        parts.put("node", "DRAINING");
        return new Report(false, parts);
    }

    /// Says from now on that this node is not ready, and goes on answering.
    void begin() {
        draining = true;
    }

    @Override
    public void close() throws InterruptedException {
        begin();
        var listening = server.get();
        if (listening instanceof GracefulShutdownCapable graceful) {
            try {
                graceful.shutdownGracefully().toCompletableFuture().get(ANSWER_WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                LOG.atInfo().log("some pages were still following what happens; they connect elsewhere");
            } catch (ExecutionException e) {
                LOG.atWarn().setCause(e).log("requests under way could not be waited for");
            }
        }
        listening.stop();
    }
}
