package io.glassline.app.rules;

import io.glassline.config.ConfigurationFiles;
import io.glassline.trial.FileChange;
import io.glassline.trial.FileChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/// What changed from one version's files to another's, in sentences and in lines.
public final class FileChanges {

    private static final String LIST = ".csv";

    private FileChanges() {}

    public static List<FileChange> between(ConfigurationFiles from, ConfigurationFiles to) {
        var paths = new TreeSet<>(from.paths());
        paths.addAll(to.paths());
        var changes = new ArrayList<FileChange>();
        for (var path : paths) {
            var before = lines(from.text(path));
            var after = lines(to.text(path));
            if (!from.has(path) || !to.has(path) || !before.equals(after)) {
                var kind = !from.has(path) ? Kind.ADDED : to.has(path) ? Kind.CHANGED : Kind.REMOVED;
                // A list is read in a table's own program, and not line by line.
                var lines = path.endsWith(LIST) ? List.<FileChange.Line>of() : LineDiff.between(before, after);
                changes.add(new FileChange(path, kind, says(path, kind, from, to), lines));
            }
        }
        return changes;
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static List<String> says(String path, Kind kind, ConfigurationFiles from, ConfigurationFiles to) {
        return switch (kind) {
            case ADDED -> List.of("the file is new");
            case REMOVED -> List.of("the file is gone");
            case CHANGED ->
                path.endsWith(LIST)
                        ? List.of(rows(from.text(path), to.text(path)))
                        : path.endsWith(".md")
                                ? AnswerChanges.between(from.text(path), to.text(path))
                                : YamlChanges.between(from.text(path), to.text(path));
        };
    }

    private static String rows(String from, String to) {
        var before = new HashSet<>(lines(from));
        var after = new HashSet<>(lines(to));
        var gone = before.stream().filter(line -> !after.contains(line)).count();
        var added = after.stream().filter(line -> !before.contains(line)).count();
        return "%d rows are new and %d are gone".formatted(added, gone);
    }
}
