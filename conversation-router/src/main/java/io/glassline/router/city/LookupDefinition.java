package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlPlace;
import io.glassline.source.SourceLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A look-up in one of the city's own systems, as its configuration says it.
///
/// @param parameters what a flow fills in
/// @param asked the look-up as its source is asked it
/// @param checkWith values of the parameters that find a row, by which an API can be compared
/// @param place where it stands
/// @param columnPlaces where each of its columns stands
public record LookupDefinition(
        String name,
        Set<String> parameters,
        SourceLookup asked,
        Map<String, String> checkWith,
        YamlPlace place,
        Map<String, YamlPlace> columnPlaces) {

    public LookupDefinition {
        parameters = Set.copyOf(parameters);
        checkWith = Map.copyOf(checkWith);
        columnPlaces = Map.copyOf(columnPlaces);
    }

    /// The columns it gives, in order.
    public List<String> columns() {
        return asked.columns();
    }

    /// What does not fit a source that has these columns now.
    public List<Problem> mismatches(Collection<String> live) {
        var problems = new ArrayList<Problem>();
        for (var column : columns()) {
            if (!live.contains(column)) {
                problems.add(columnPlaces
                        .getOrDefault(column, place)
                        .problem("the source \"%s\" gives no \"%s\"; %s"
                                .formatted(asked.source().name(), column, Suggestion.of(column, live))));
            }
        }
        return problems;
    }
}
