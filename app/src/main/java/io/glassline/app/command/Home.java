package io.glassline.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the project, or its installation, lies: the launcher says so.
public final class Home {

    private Home() {}

    public static Path folder() {
        return Path.of(System.getProperty("glassline.home", ""))
                .toAbsolutePath()
                .normalize();
    }

    /// The folder of the city's configuration: the one that was named on the command line, else the one of
    /// `GLASSLINE_CONFIG`, else `config` of this project.
    public static Path config(@Nullable Path named) {
        if (named != null) {
            return named;
        }
        var variable = System.getenv("GLASSLINE_CONFIG");
        return variable == null ? folder().resolve("config") : Path.of(variable);
    }
}
