package io.glassline.routing;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// One version of the city's configuration as turns decide by it, whole.
///
/// @param zone the city's time
/// @param languages those that the city answers in
public record Ruleset(Router router, Lookups lookups, ZoneId zone, List<Locale> languages) {

    public Ruleset {
        languages = List.copyOf(languages);
    }

    /// Spoken where nothing is known of a citizen.
    public Locale firstLanguage() {
        return languages.getFirst();
    }
}
