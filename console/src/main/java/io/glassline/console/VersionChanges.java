package io.glassline.console;

import io.glassline.trial.FileChange;
import io.glassline.trial.FileChange.Line;
import io.glassline.trial.FileChange.Sign;
import java.util.ArrayList;
import java.util.List;

/// Changed files as a page shows them: the sentences, and the lines below.
final class VersionChanges {

    /// More lines of one file than a person reads.
    static final int LINES_MAX = 400;

    /// A file with no more lines than this shows them at once.
    private static final int LINES_AT_ONCE = 40;

    private VersionChanges() {}

    static List<VersionPage.File> files(List<FileChange> changes) {
        return changes.stream().map(VersionChanges::file).toList();
    }

    private static VersionPage.File file(FileChange change) {
        var kind = switch (change.kind()) {
            case ADDED -> "added";
            case REMOVED -> "removed";
            case CHANGED -> "changed";
        };
        var shown = change.lines().subList(0, Math.min(change.lines().size(), LINES_MAX));
        return new VersionPage.File(
                change.file(),
                kind,
                switch (change.kind()) {
                    case ADDED -> "New file";
                    case REMOVED -> "File removed";
                    case CHANGED -> "Changed";
                },
                change.says(),
                lines(shown),
                change.lines().size() - shown.size(),
                change.says().isEmpty() || change.lines().size() <= LINES_AT_ONCE);
    }

    /// The lines, and a gap wherever lines of the new file were left out between them.
    private static List<VersionPage.Line> lines(List<Line> lines) {
        var shown = new ArrayList<VersionPage.Line>();
        var last = 0;
        for (var line : lines) {
            if (line.sign() != Sign.REMOVED) {
                if (line.number() > last + 1 && last > 0) {
                    shown.add(new VersionPage.Line("gap", "", ""));
                }
                last = line.number();
            }
            shown.add(new VersionPage.Line(
                    switch (line.sign()) {
                        case SAME -> "same";
                        case ADDED -> "added";
                        case REMOVED -> "removed";
                    },
                    Integer.toString(line.number()),
                    line.text()));
        }
        return shown;
    }
}
