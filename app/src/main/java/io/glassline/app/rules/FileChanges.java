package io.glassline.app.rules;

import io.glassline.config.ConfigurationFiles;
import io.glassline.trial.FileChange;
import io.glassline.trial.FileChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What changed from one version's files to another's, in sentences and in lines.
public final class FileChanges {

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
                changes.add(new FileChange(path, kind, says(path, kind, from, to), LineDiff.between(before, after)));
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
                path.endsWith(".md")
                        ? AnswerChanges.between(from.text(path), to.text(path))
                        : YamlChanges.between(from.text(path), to.text(path));
        };
    }
}
