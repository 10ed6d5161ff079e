package io.glassline.router.yaml;

import java.util.Collection;
import java.util.Comparator;

/// The names that somebody may have meant who wrote a name that is not known.
public final class Suggestion {

    private static final int LISTED_MAX = 12;

    private Suggestion() {}

    /// A clause to put after what is wrong: the nearest known name, or else the known ones.
    public static String of(String written, Collection<String> known) {
        var nearest = known.stream()
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
        if (nearest.isPresent()
                && distance(written, nearest.get()) <= Math.max(1, nearest.get().length() / 3)) {
            return "did you mean \"" + nearest.get() + "\"?";
        }
        return known.isEmpty()
                ? "there are none here"
                : "known are: "
                        + String.join(
                                ", ", known.stream().sorted().limit(LISTED_MAX).toList())
                        + (known.size() > LISTED_MAX ? ", ..." : "");
    }

    /// Letters to add, drop, change or swap with their neighbour to make one of the other.
    static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (var j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            for (var j = 1; j <= b.length(); j++) {
                var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
