package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// Texts that are no question for a city's knowledge: small talk, the world at large, other offices' business,
/// emergencies. Thresholds are measured against them.
final class Background {

    private Background() {}

    /// The foreign texts in `language`; none for a language nobody has written any for.
    static List<String> texts(Locale language) {
        try (var in = Background.class.getResourceAsStream("background-" + Knowledge.tag(language) + ".txt")) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
