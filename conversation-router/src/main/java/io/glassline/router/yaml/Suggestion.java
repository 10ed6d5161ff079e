package io.glassline.router.yaml;

import io.glassline.spelling.EditDistance;
import java.util.Collection;
import java.util.Comparator;

/// The names that somebody may have meant who wrote a name that is not known.
public final class Suggestion {

    private static final int LISTED_MAX = 32;

    private Suggestion() {}

    /// A clause to put after what is wrong: the nearest known name, or else the known ones.
    public static String of(String written, Collection<String> known) {
        var nearest = known.stream()
                .min(Comparator.comparingInt((String name) -> EditDistance.between(written, name))
                        .thenComparing(Comparator.naturalOrder()));
        if (nearest.isPresent()
                && EditDistance.between(written, nearest.get())
                        <= Math.max(1, nearest.get().length() / 3)) {
            return "did you mean \"" + nearest.get() + "\"?";
        }
        return known.isEmpty()
                ? "there are none here"
                : "known are: "
                        + String.join(
                                ", ", known.stream().sorted().limit(LISTED_MAX).toList())
                        + (known.size() > LISTED_MAX ? ", ..." : "");
    }
}
