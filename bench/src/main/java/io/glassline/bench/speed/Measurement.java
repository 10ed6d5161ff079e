package io.glassline.bench.speed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What all measurements can be told.
abstract class Measurement {

    @Option(names = "--quick", description = "fewer and shorter rounds, to see that it works; figures are worth less")
    boolean quick;

    @Option(names = "--out", paramLabel = "FILE", description = "write the report there too, as Markdown")
    @Nullable
    Path out;

    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            defaultValue = Contender.COLLECTOR,
            description = "further options for each contender's JVM (default: ${DEFAULT-VALUE})")
    String jvm = Contender.COLLECTOR;

    int rounds() {
        return quick ? 2 : 5;
    }

    /// Of one flood.
    int messages() {
        return Flood.MESSAGES / (quick ? 4 : 1);
    }

    /// Warms a node by whole turns. The same code costs five to ten times more in its first seconds under load, so the
    /// first load is a small one.
    ///
    /// @param perSecond at first.
    void warmByTurns(Servers servers, Contender node, SignedPosts posts, ProviderStandIn standIn, int perSecond)
            throws InterruptedException {
        Flood.comeSlowly(node, posts, standIn, perSecond, Duration.ofSeconds(quick ? 6 : 20));
        WarmUp.of(node, quick, () -> Flood.of(servers, List.of(node), posts, standIn, messages()));
    }

    /// Warms a contender by requests alone.
    void warmByRequests(Contender contender, int connections, SignedPosts posts) {
        try (var load = new Load(contender.address(), connections, posts)) {
            WarmUp.of(contender, quick, () -> {
                posts.sign((int) (20_000 * roundLasting().toSeconds()));
                load.closed(roundLasting());
            });
        }
    }

    /// What a report says of it.
    String warmth() {
        return WarmUp.said(quick);
    }

    Duration roundLasting() {
        return Duration.ofSeconds(quick ? 4 : 8);
    }

    List<String> flags() {
        var flags = new ArrayList<>(Contender.FLAGS);
        flags.addAll(Arrays.asList(jvm.strip().split("\\s+")));
        return flags;
    }

    Optional<Path> outFile() {
        return Optional.ofNullable(out);
    }

    String how() {
        return "./glassline bench " + name() + (quick ? " --quick" : "")
                + (jvm.equals(Contender.COLLECTOR) ? "" : " --jvm '" + jvm + "'");
    }

    abstract String name();
}
