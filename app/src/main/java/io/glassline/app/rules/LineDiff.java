package io.glassline.app.rules;

import io.glassline.trial.FileChange.Line;
import io.glassline.trial.FileChange.Sign;
import java.util.ArrayList;
import java.util.List;

/// The lines in which two texts differ, by their longest common subsequence.
final class LineDiff {

    /// Unchanged lines that are shown before and after a changed one.
    private static final int AROUND = 3;

    /// Texts that differ in more than so many pairs of lines are not compared line by line: all of the old goes, all of
    /// the new comes. The table of lengths takes four bytes for each pair.
    private static final long PAIRS_MAX = 4_000_000;

    private LineDiff() {}

    static List<Line> between(List<String> before, List<String> after) {
        return withoutFar(all(before, after));
    }

    private static List<Line> all(List<String> before, List<String> after) {
        var same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        var lines = new ArrayList<Line>();
        for (var i = 0; i < same; i++) {
            lines.add(new Line(Sign.SAME, i + 1, after.get(i)));
        }
        changed(before.subList(same, before.size()), after.subList(same, after.size()), same, lines);
        return lines;
    }

    private static void changed(List<String> before, List<String> after, int offset, List<Line> lines) {
        var common = (long) before.size() * after.size() > PAIRS_MAX ? null : lengths(before, after);
        var i = 0;
        var j = 0;
        while (i < before.size() || j < after.size()) {
            if (common != null
                    && i < before.size()
                    && j < after.size()
                    && before.get(i).equals(after.get(j))) {
                lines.add(new Line(Sign.SAME, offset + j + 1, after.get(j++)));
                i++;
            } else if (i < before.size()
                    && (common == null || j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line(Sign.REMOVED, offset + i + 1, before.get(i++)));
            } else {
                lines.add(new Line(Sign.ADDED, offset + j + 1, after.get(j++)));
            }
        }
    }

    /// How many lines the rests from `i` and `j` on have in common.
    private static int[][] lengths(List<String> before, List<String> after) {
        var common = new int[before.size() + 1][after.size() + 1];
        for (var i = before.size() - 1; i >= 0; i--) {
            for (var j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<Line> withoutFar(List<Line> lines) {
        var near = new boolean[lines.size()];
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).sign() != Sign.SAME) {
                for (var k = Math.max(0, i - AROUND); k <= Math.min(lines.size() - 1, i + AROUND); k++) {
                    near[k] = true;
                }
            }
        }
        var shown = new ArrayList<Line>();
        for (var i = 0; i < lines.size(); i++) {
            if (near[i]) {
                shown.add(lines.get(i));
            }
        }
        return shown;
    }
}
