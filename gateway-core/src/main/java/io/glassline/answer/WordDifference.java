package io.glassline.answer;

import java.util.ArrayList;
import java.util.List;

/// What changed between two texts, word by word. Pure.
public final class WordDifference {

    /// Of longer texts the beginning is compared.
    private static final int WORDS_MAX = 600;

    private WordDifference() {}

    public enum Kind {
        SAME,
        GONE,
        NEW
    }

    /// @param words with a space between each
    public record Piece(Kind kind, String words) {}

    /// In the order of the texts; what is gone stands before what is new in its place.
    public static List<Piece> between(String before, String after) {
        var old = words(before);
        var now = words(after);
        var common = new int[old.size() + 1][now.size() + 1];
        for (var i = old.size() - 1; i >= 0; i--) {
            for (var j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var pieces = new ArrayList<Piece>();
        var i = 0;
        var j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                add(pieces, Kind.SAME, old.get(i++));
                j++;
            } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                add(pieces, Kind.GONE, old.get(i++));
            } else {
                add(pieces, Kind.NEW, now.get(j++));
            }
        }
        return List.copyOf(pieces);
    }

    private static void add(List<Piece> pieces, Kind kind, String word) {
        if (!pieces.isEmpty() && pieces.getLast().kind() == kind) {
            pieces.add(new Piece(kind, pieces.removeLast().words() + " " + word));
        } else {
            pieces.add(new Piece(kind, word));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+")).stream()
                .filter(word -> !word.isEmpty())
                .limit(WORDS_MAX)
                .toList();
    }
}
