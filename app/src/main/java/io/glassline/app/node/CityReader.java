package io.glassline.app.node;

import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/// Reads a version of the configuration as this deployment would run it, with its adapters and its variables.
public final class CityReader {

    private final Function<String, Optional<String>> variables;

    /// @param variables the value of a variable that `channels.yml` asks for, if it is set
    public CityReader(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    /// @throws UncheckedIOException when there is no room for the files
    public Parsed<CityConfig> read(ConfigurationFiles files) {
        try {
            var folder = Files.createTempDirectory("glassline-version");
            try {
                files.writeTo(folder);
                return CityConfig.read(folder, Adapters.forms(), variables);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack a version of the configuration", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
