package io.glassline.router.rule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A condition that is made of others.
public sealed interface GroupCondition extends Condition {

    @Override
    default Set<Seen> sees() {
        return parts().stream()
                .flatMap(part -> part.sees().stream().sorted())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    record All(List<Condition> parts) implements GroupCondition {

        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Facts facts) {
            for (var part : parts) {
                if (!part.holds(facts)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return line(parts, " and ");
        }
    }

    record AnyOf(List<Condition> parts) implements GroupCondition {

        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Facts facts) {
            for (var part : parts) {
                if (part.holds(facts)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return "(" + line(parts, " or ") + ")";
        }
    }

    record NoneOf(List<Condition> parts) implements GroupCondition {

        public NoneOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Facts facts) {
            for (var part : parts) {
                if (part.holds(facts)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Optional<String> detail(Facts facts) {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "none of (" + line(parts, ", ") + ")";
        }
    }

    private static String line(List<Condition> parts, String between) {
        return parts.stream().map(Condition::toString).collect(Collectors.joining(between));
    }
}
