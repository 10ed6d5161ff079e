package io.glassline.app.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder that drafts are written to. No file that is there is ever written over: somebody may
/// have worked on it.
public final class DraftFolder {

    private static final Pattern TAKEN_FROM = Pattern.compile("(?m)^ +[a-z]{2,3}: ([0-9a-f]{64})$");

    private final Path folder;
    private final List<String> languages;

    public DraftFolder(Path folder, List<String> languages) {
        this.folder = folder;
        this.languages = List.copyOf(languages);
    }

    /// @param files that were made
    /// @param known how many drafts were not made, as they or answers made of them are there, and
    ///     the page has not changed
    public record Written(List<Written.File> files, int known) {

        /// @param lacks languages that nothing was found in
        public record File(String name, List<String> lacks) {}
    }

    /// @param answers a folder of answers that have been adopted; what was made of the same parts
    ///     is not drafted again
    public Written write(List<DraftAnswer> drafts, Path answers) throws IOException {
        var digests = new HashSet<String>();
        var names = new HashMap<String, Path>();
        for (var place : List.of(folder, answers)) {
            gather(place, digests, names);
        }
        var files = new ArrayList<Written.File>();
        var known = 0;
        for (var draft : drafts) {
            if (digests.containsAll(draft.takenFrom().values())) {
                known++;
            } else {
                files.add(write(draft.named(free(draft.id(), names))));
                names.put(files.getLast().name().replaceFirst(".*/", ""), folder);
                digests.addAll(draft.takenFrom().values());
            }
        }
        return new Written(List.copyOf(files), known);
    }

    private static void gather(Path place, Set<String> digests, Map<String, Path> names) throws IOException {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (var file :
                    all.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
                names.put(file.getFileName().toString(), file);
                TAKEN_FROM.matcher(Files.readString(file)).results().forEach(found -> digests.add(found.group(1)));
            }
        }
    }

    /// An id is one answer's in all topics.
    private static String free(String id, Map<String, Path> names) {
        var free = id;
        for (var n = 2; names.containsKey(free + ".md"); n++) {
            free = id + "-" + n;
        }
        return free;
    }

    private Written.File write(DraftAnswer draft) throws IOException {
        var file = folder.resolve(draft.file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, draft.text(languages));
        var lacks = languages.stream()
                .filter(language -> !draft.texts().containsKey(language))
                .toList();
        return new Written.File(draft.file(), lacks);
    }
}
