package io.glassline.routing;

import io.glassline.phrasing.Phrasing;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// One version of the city's configuration as turns decide by it, whole.
///
/// @param zone the city's time
/// @param firstLanguage spoken where nothing is known of a citizen
/// @param phrasing puts approved answers into other words before they are said; none where the city does not want that
public record Ruleset(Router router, Lookups lookups, ZoneId zone, Locale firstLanguage, Optional<Phrasing> phrasing) {

    /// One that says approved answers as they stand.
    public Ruleset(Router router, Lookups lookups, ZoneId zone, Locale firstLanguage) {
        this(router, lookups, zone, firstLanguage, Optional.empty());
    }
}
