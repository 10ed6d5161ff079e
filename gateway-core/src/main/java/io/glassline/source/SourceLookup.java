package io.glassline.source;

import java.time.Duration;
import java.util.List;

/// A look-up as a source is asked it.
///
/// @param columns the columns that each row must have
/// @param timeLimit after which the source counts as slow
public record SourceLookup(String name, Source source, Question question, List<String> columns, Duration timeLimit) {

    public SourceLookup {
        columns = List.copyOf(columns);
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("look-up " + name + " has no time: " + timeLimit);
        }
    }
}
