package io.glassline.spelling;

/// Damerau's distance: letters put in, left out, changed, or swapped with their neighbour, to make one word of
/// the other.
public final class EditDistance {

    private EditDistance() {}

    public static int between(String from, String to) {
        var rows = new int[from.length() + 1][to.length() + 1];
        for (var i = 0; i <= from.length(); i++) {
            for (var j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = from.charAt(i - 1) == to.charAt(j - 1);
                var best = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
                best = Math.min(best, rows[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    best = Math.min(best, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = best;
            }
        }
        return rows[from.length()][to.length()];
    }
}
