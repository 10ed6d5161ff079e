package io.glassline.app.command;

import java.nio.file.Path;

/// Where the project, or its installation, lies: the launcher says so.
final class Home {

    private Home() {}

    static Path folder() {
        return Path.of(System.getProperty("glassline.home", ""))
                .toAbsolutePath()
                .normalize();
    }

    static Path config() {
        var named = System.getenv("GLASSLINE_CONFIG");
        return named == null ? folder().resolve("config") : Path.of(named);
    }
}
