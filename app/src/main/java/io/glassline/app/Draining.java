package io.glassline.app;

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

/// The end of a node as those in front of it see it.
///
/// It says that it is not ready, and goes on answering for as long as a load balancer needs to see that. Then it takes
/// no more connections, answers the requests that are under way, and is gone. So nobody is refused who was taken.
final class Draining implements Health, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    /// How long requests under way may take to be answered. The longest that waits for anything is a phone call's, for
    /// 8
    /// seconds; a page that follows what happens has no end of its own and is cut off.
    static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

    private final Health health;
    private final Supplier<EmbeddedServer> server;
    private volatile boolean draining;

    Draining(Health health, Supplier<EmbeddedServer> server) {
        this.health = health;
        this.server = server;
    }

    @Override
    public Looked look() {
        var looked = health.look();
        if (!draining) {
            return looked;
        }
        var parts = new LinkedHashMap<>(looked.parts());
        parts.put("node", "DRAINING");
        return new Looked(false, parts);
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
