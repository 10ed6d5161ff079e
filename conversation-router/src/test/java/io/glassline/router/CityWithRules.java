package io.glassline.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The example city with rules of a test's own.
public final class CityWithRules {

    private CityWithRules() {}

    /// @param folder an empty one
    /// @param files what stands in `routing.yml` and others
    public static Parsed<CityConfig> read(Path folder, Map<String, String> files) {
        try (var all = Files.walk(ExampleCity.FOLDER)) {
            for (var file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("agencies"))
                    .toList()) {
                var copy = folder.resolve(ExampleCity.FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
            for (var file : files.entrySet()) {
                var path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue(), UTF_8);
            }
            return CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static CityConfig city(Path folder, Map<String, String> files) {
        return switch (read(folder, files)) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) ->
                throw new AssertionError(String.join(
                        "\n", problems.stream().map(Object::toString).toList()));
        };
    }
}
