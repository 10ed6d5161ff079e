package io.glassline.app.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// The example city's configuration, and the same with something changed.
final class ChangedFolder {

    private static final Path EXAMPLE = Path.of("..", "config");

    private ChangedFolder() {}

    static ConfigurationFiles example() {
        return read(EXAMPLE);
    }

    /// @param folder empty, for the changed files
    static ConfigurationFiles changed(Path folder, String file, UnaryOperator<String> change) {
        try {
            example().writeTo(folder);
            var path = folder.resolve(file);
            var before = Files.readString(path, UTF_8);
            var after = change.apply(before);
            if (after.equals(before)) {
                throw new AssertionError("nothing changes in " + file);
            }
            Files.writeString(path, after, UTF_8);
            return read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConfigurationFiles read(Path folder) {
        return switch (ConfigurationFiles.ofFolder(folder)) {
            case Parsed.Good<ConfigurationFiles>(var files) -> files;
            case Parsed.Bad<ConfigurationFiles>(var problems) -> throw new AssertionError(problems);
        };
    }
}
