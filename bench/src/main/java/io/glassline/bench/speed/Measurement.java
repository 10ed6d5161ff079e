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

    /// The same code costs five to ten times more in its first seconds under load, so the first load is a small one.
    Duration slowly() {
        return Duration.ofSeconds(quick ? 6 : 20);
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
