package io.glassline.router.city;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A look-up in one of the city's own databases: one `select` with `:named` parameters.
///
/// @param columns the columns it gives, in order
/// @param timeLimit after which the system counts as away
public record LookupDefinition(
        String name, String sql, Set<String> parameters, List<String> columns, Duration timeLimit) {

    public LookupDefinition {
        parameters = Set.copyOf(parameters);
        columns = List.copyOf(columns);
    }
}
