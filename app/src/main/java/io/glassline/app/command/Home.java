package io.glassline.app.command;

import java.nio.file.Path;

/// Where the project, or its installation, lies: the launcher says so.
public final class Home {

    private Home() {}

    public static Path folder() {
        return Path.of(System.getProperty("glassline.home", ""))
                .toAbsolutePath()
                .normalize();
    }

    public static Path config() {
        var named = System.getenv("GLASSLINE_CONFIG");
        return named == null ? folder().resolve("config") : Path.of(named);
    }
}
