package io.glassline.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--config DIR`, for a command to mix in.
public final class ConfigOption {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "the city's configuration folder (default: $GLASSLINE_CONFIG, or config)")
    @Nullable
    Path config;

    public Path folder() {
        return Home.config(config);
    }
}
