package io.glassline.records;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What is given out of a piece.
public sealed interface Ruling {

    /// All of it.
    record Released() implements Ruling {}

    /// What is not marked. Only places are kept here, never the words: an erasure needs to know of no others.
    ///
    /// @param marks in the order of the text, none of which meet
    record Redacted(List<Mark> marks) implements Ruling {

        public Redacted {
            marks = marks.stream()
                    .sorted(Comparator.comparing(mark -> mark.passage().from()))
                    .toList();
            if (marks.isEmpty()) {
                throw new IllegalArgumentException("redacted, and nothing is marked");
            }
            for (var n = 1; n < marks.size(); n++) {
                if (marks.get(n - 1).passage().meets(marks.get(n).passage())) {
                    throw new IllegalArgumentException("two marks meet");
                }
            }
        }
    }

    /// Nothing of it.
    record Withheld(String reason) implements Ruling {}

    /// The word for it in tables, files, the API and the record.
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// What is blacked out in the text; nothing where it is released or withheld as a whole.
    default List<Mark> marks() {
        return List.of();
    }

    /// The code for which all of it is kept back.
    default Optional<String> withheldFor() {
        return this instanceof Withheld(var reason) ? Optional.of(reason) : Optional.empty();
    }

    /// The codes that it names, each once.
    default Set<String> reasons() {
        var codes = new LinkedHashSet<String>();
        switch (this) {
            case Released _ -> {}
            case Redacted(var marks) -> marks.forEach(mark -> codes.add(mark.reason()));
            case Withheld(var reason) -> codes.add(reason);
        }
        return codes;
    }
}
