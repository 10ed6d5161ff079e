package io.glassline.router.knowledge;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.knowledge.AnswerFile.Draft;
import io.glassline.router.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the city's approved answers: one Markdown file each, `<topic>/<id>.md`, and reports every mistake at once.
///
/// ```
/// ---
/// id: trash-day                       # the file's name
/// topic: waste                        # the folder's name
/// owner: Public Works, Waste
/// source: https://city.example/waste  # the page the answer is taken from
/// reviewed: 2026-10-05
/// review-by: 2027-04-05
/// ask:
///   en: [when is trash day, what day do you pick up garbage, trash pickup schedule]
///   es: [cuándo pasa la basura, qué día recogen la basura, horario de la basura]
/// ---
///
/// # en
///
/// Trash is picked up once a week. ...
///
/// # es
///
/// La basura se recoge una vez por semana. ...
/// ```
///
/// Every file has every language. Files whose names start with a dot or with `README` are passed over.
public final class KnowledgeFolder {

    private final Path folder;
    private final List<String> languages;
    private final List<Problem> problems = new ArrayList<>();

    private KnowledgeFolder(Path folder, List<Locale> languages) {
        this.folder = folder;
        this.languages = languages.stream().map(Knowledge::tag).toList();
    }

    /// Reads `folder` for a city that serves English and Spanish.
    public static Parsed<Knowledge> read(Path folder) {
        return read(folder, List.of(Locale.ENGLISH, Locale.of("es")));
    }

    /// Reads `folder`; every answer must be there in every one of `languages` and in no other.
    ///
    /// @throws UncheckedIOException if the folder cannot be read at all; what is wrong inside it is in the result
    public static Parsed<Knowledge> read(Path folder, List<Locale> languages) {
        return new KnowledgeFolder(folder, languages).read();
    }

    /// The files that could be taken apart, whatever else is wrong with them.
    static List<Draft> drafts(Path folder, List<Locale> languages) {
        return new KnowledgeFolder(folder, languages).drafts();
    }

    private Parsed<Knowledge> read() {
        var drafts = drafts();
        reportDuplicateIds(drafts);
        reportSharedPhrasings(drafts);
        if (drafts.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(".", 0, "", "There is no answer in this folder. Add one as <topic>/<id>.md."));
        }
        if (!problems.isEmpty()) {
            return new Parsed.Bad<>(problems);
        }
        return new Parsed.Good<>(new Knowledge(
                drafts.stream().map(Draft::answer).flatMap(Optional::stream).toList()));
    }

    private List<Draft> drafts() {
        return files().stream().map(this::draft).flatMap(Optional::stream).toList();
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isAnswer(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the knowledge folder " + folder, e);
        }
    }

    private static boolean isAnswer(String name) {
        return name.endsWith(".md") && !name.startsWith(".") && !name.startsWith("README");
    }

    private Optional<Draft> draft(Path path) {
        var file = folder.relativize(path).toString().replace('\\', '/');
        return YamlFile.text(folder, file, problems)
                .flatMap(text -> new AnswerFile(file, text.lines().toList(), languages, problems).read());
    }

    private void reportDuplicateIds(List<Draft> drafts) {
        var first = new HashMap<String, Draft>();
        for (var draft : drafts) {
            draft.id().ifPresent(id -> {
                var other = first.putIfAbsent(id.text().strip(), draft);
                if (other != null) {
                    id.wrong("'%s' is also the id of %s. Give one of them another name."
                            .formatted(id.text().strip(), other.file()));
                }
            });
        }
    }

    /// Two entries that claim the same words cannot both be right.
    private void reportSharedPhrasings(List<Draft> drafts) {
        var first = new HashMap<String, String>();
        for (var draft : drafts) {
            for (var phrasing : draft.phrasings()) {
                var words = phrasing.language() + " " + String.join(" ", Words.of(phrasing.text()));
                var place = draft.file() + ":" + phrasing.value().line();
                var other = first.putIfAbsent(words, place);
                if (other != null) {
                    problems.add(new Problem(
                            draft.file(),
                            phrasing.value().line(),
                            "ask." + phrasing.language(),
                            "'%s' is asked in %s already. Keep it in the one it belongs to."
                                    .formatted(phrasing.text(), other)));
                }
            }
        }
    }
}
