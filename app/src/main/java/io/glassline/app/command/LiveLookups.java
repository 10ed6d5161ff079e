package io.glassline.app.command;

import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.LookupDefinition;
import io.glassline.source.Source;
import io.glassline.sources.Sources.LiveColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Compares each look-up with its source as it is now.
final class LiveLookups {

    private LiveLookups() {}

    /// What does not fit, each where it stands in `lookups.yml`.
    static List<Problem> mismatches(CityConfig city) {
        var problems = new ArrayList<Problem>();
        try (var live = LiveSources.open()) {
            for (var lookup : city.lookups().values()) {
                problems.addAll(mismatches(lookup, live));
            }
        }
        return problems.stream().sorted().toList();
    }

    private static List<Problem> mismatches(LookupDefinition lookup, LiveSources live) {
        var isApi = lookup.asked().source() instanceof Source.HttpApi;
        if (isApi && !lookup.checkWith().keySet().equals(lookup.parameters())) {
            return List.of(lookup.place()
                    .problem("this cannot be compared with its source; give check-with, with values that find a row"));
        }
        var arguments = new LinkedHashMap<String, String>();
        lookup.parameters()
                .forEach(name -> arguments.put(name, lookup.checkWith().getOrDefault(name, "")));
        return switch (live.sources().columns(lookup.asked(), arguments)) {
            case LiveColumns.Known(var names) -> lookup.mismatches(names);
            case LiveColumns.Unknown(var _, var because) ->
                List.of(lookup.place()
                        .problem("the source \"%s\" does not say what it has: %s"
                                .formatted(lookup.asked().source().name(), because)));
        };
    }
}
