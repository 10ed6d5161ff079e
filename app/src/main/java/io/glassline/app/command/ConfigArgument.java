package io.glassline.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// `DIR`, the configuration folder that a command is about, for the command to mix in.
public final class ConfigArgument {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "the configuration folder (default: $GLASSLINE_CONFIG, or config)")
    @Nullable
    Path folder;

    public Path folder() {
        return Home.config(folder);
    }
}
