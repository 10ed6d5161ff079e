package io.glassline.routing;

import io.glassline.phrasing.Phrasing;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One version of the city's configuration as turns decide by it, whole.
///
/// @param zone the city's time
/// @param languages those that the city answers in
/// @param phrasing puts approved answers into other words before they are said; none where the city does not want that
public record Ruleset(
        Router router, Lookups lookups, ZoneId zone, List<Locale> languages, Optional<Phrasing> phrasing) {

    public Ruleset {
        languages = List.copyOf(languages);
    }

    /// One that says approved answers as they stand.
    public Ruleset(Router router, Lookups lookups, ZoneId zone, List<Locale> languages) {
        this(router, lookups, zone, languages, Optional.empty());
    }

    /// Spoken where nothing is known of a citizen.
    public Locale firstLanguage() {
        return languages.getFirst();
    }
}
