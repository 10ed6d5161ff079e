package io.glassline.bench.speed;

import java.time.Duration;

/// Many messages at once for one node, from the first webhook to the last send that the provider took.
///
/// @param missing answers that did not come.
record Flood(double turnsPerSecond, double acceptedPerSecond, long missing) {

    static final int CONNECTIONS = 64;
    static final int MESSAGES = 10_000;
    static final int WARM_PER_SECOND = 300;

    /// Before the first that counts: in a flood the compiler is not done after the first two.
    private static final int FLOODS_OF_WARM_UP = 4;

    private static final Duration WEBHOOKS_MAX = Duration.ofMinutes(2);

    static Flood of(Contender node, SignedPosts posts, ProviderStandIn standIn, int messages)
            throws InterruptedException {
        posts.sign(messages);
        var before = standIn.taken();
        try (var load = new Load(node.address(), CONNECTIONS, posts)) {
            var began = System.nanoTime();
            var measured = load.closed(WEBHOOKS_MAX);
            var missing = standIn.await(before + measured.answered());
            var seconds = (standIn.lastTakenNanos() - began) / 1e9;
            return new Flood((measured.answered() - missing) / seconds, measured.perSecond(), missing);
        }
    }

    /// Little by little, to begin with: a backlog from the cold would be carried into everything after.
    static void comeSlowly(Contender node, SignedPosts posts, ProviderStandIn standIn, int perSecond, Duration lasting)
            throws InterruptedException {
        posts.sign((int) (perSecond * (lasting.toSeconds() + 2)));
        try (var load = new Load(node.address(), CONNECTIONS, posts)) {
            var before = standIn.taken();
            var measured = load.open(perSecond, lasting);
            standIn.await(before + measured.answered());
        }
    }

    static void warm(Contender node, SignedPosts posts, ProviderStandIn standIn, boolean quick)
            throws InterruptedException {
        for (var flood = 0; flood < (quick ? 1 : FLOODS_OF_WARM_UP); flood++) {
            of(node, posts, standIn, quick ? MESSAGES / 5 : MESSAGES);
        }
    }
}
