package io.glassline.bench.speed;

import java.time.Duration;
import java.util.List;

/// What a real node writes of real messages, for [Growing] to copy.
final class Pattern {

    private static final int CITIZENS = 100;
    private static final int MESSAGES = 500;
    private static final int PER_SECOND = 100;
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private Pattern() {}

    static void write(Contenders contenders, String url, ProviderStandIn standIn) throws InterruptedException {
        write(contenders, url, standIn, CITIZENS, MESSAGES);
    }

    /// @param citizens each of whom opens one conversation.
    static void write(Contenders contenders, String url, ProviderStandIn standIn, int citizens, int messages)
            throws InterruptedException {
        try (var node = contenders.node("pattern", url, standIn.url())) {
            var posts = new SignedPosts(SignedPosts.ACCOUNT_PATH, List.of("HELP", "hello", "menu"), citizens, false);
            posts.sign(messages);
            var before = standIn.taken();
            try (var load = new Load(node.address(), 4, posts)) {
                load.open(PER_SECOND, Duration.ofMillis(messages * 1000L / PER_SECOND + 200));
            }
            var until = System.nanoTime() + WAIT_MAX.toNanos();
            while ((standIn.taken() < before + messages || contenders.hasUnsequenced(url))
                    && System.nanoTime() < until) {
                Thread.sleep(100);
            }
        }
    }
}
