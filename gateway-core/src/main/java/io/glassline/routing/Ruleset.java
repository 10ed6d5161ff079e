package io.glassline.routing;

import java.time.ZoneId;
import java.util.Locale;

/// One version of the city's configuration as turns decide by it, whole.
///
/// @param zone the city's time
/// @param firstLanguage spoken where nothing is known of a citizen
public record Ruleset(Router router, Lookups lookups, ZoneId zone, Locale firstLanguage) {}
