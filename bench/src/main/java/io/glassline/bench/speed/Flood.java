package io.glassline.bench.speed;

import io.glassline.bench.speed.Load.Measured;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Many messages at once, from the first webhook to the last send that the provider took.
///
/// @param acceptedPerSecond webhooks that were answered while more came.
/// @param missing answers that did not come.
/// @param nodeMicros processor time of all nodes for a message.
/// @param postgresMicros the same of PostgreSQL.
record Flood(double turnsPerSecond, double acceptedPerSecond, long missing, double nodeMicros, double postgresMicros) {

    /// To all nodes together.
    static final int CONNECTIONS = 64;

    static final int MESSAGES = 10_000;
    static final int WARM_PER_SECOND = 300;

    private static final Duration WEBHOOKS_MAX = Duration.ofMinutes(2);

    /// @param nodes over one database; each gets its part of the messages.
    static Flood of(Servers servers, List<Contender> nodes, SignedPosts posts, ProviderStandIn standIn, int messages)
            throws InterruptedException {
        posts.sign(messages);
        var nodesBefore = micros(nodes);
        var postgresBefore = servers.postgresMicros();
        var before = standIn.taken();
        var began = System.nanoTime();
        var answered = 0L;
        var acceptedPerSecond = 0.0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var loads = nodes.stream()
                    .map(node -> CompletableFuture.supplyAsync(() -> load(node, nodes.size(), posts), threads))
                    .toList();
            for (var load : loads) {
                answered += load.join().answered();
                acceptedPerSecond += load.join().perSecond();
            }
        }
        var missing = standIn.await(before + answered);
        var seconds = (standIn.lastTakenNanos() - began) / 1e9;
        return new Flood(
                (answered - missing) / seconds,
                acceptedPerSecond,
                missing,
                (double) (micros(nodes) - nodesBefore) / messages,
                (double) (servers.postgresMicros() - postgresBefore) / messages);
    }

    private static Measured load(Contender node, int nodes, SignedPosts posts) {
        try (var load = new Load(node.address(), CONNECTIONS / nodes, posts)) {
            return load.closed(WEBHOOKS_MAX);
        }
    }

    private static long micros(List<Contender> nodes) {
        return nodes.stream().mapToLong(Contender::micros).sum();
    }

    /// Little by little, to begin with: a backlog from the cold would be carried into everything after.
    static void comeSlowly(Contender node, SignedPosts posts, ProviderStandIn standIn, int perSecond, Duration lasting)
            throws InterruptedException {
        posts.sign((int) (perSecond * (lasting.toSeconds() + 2)));
        var before = standIn.taken();
        try (var load = new Load(node.address(), CONNECTIONS, posts)) {
            var measured = load.open(perSecond, lasting);
            standIn.await(before + measured.answered());
        }
    }
}
