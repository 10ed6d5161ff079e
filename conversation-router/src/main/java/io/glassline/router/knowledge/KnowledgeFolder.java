package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

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

    /// Below three the right entry is found much less often; see [Retrieval].
    static final int PHRASINGS_MIN = 3;

    static final int PHRASING_CHARACTERS_MAX = 200;
    static final int ANSWER_CHARACTERS_MAX = 1_000;

    private static final List<String> KEYS = List.of("id", "topic", "owner", "source", "reviewed", "review-by", "ask");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern SECTION = Pattern.compile("# *(\\S+) *");

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

    private Parsed<Knowledge> read() {
        var drafts = files().stream().map(this::draft).flatMap(Optional::stream).toList();
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

    private Optional<Draft> draft(Path file) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        List<String> lines;
        try {
            lines = Files.readString(file, UTF_8).lines().toList();
        } catch (CharacterCodingException _) {
            problems.add(new Problem(name, 0, "", "This file is not UTF-8. Save it as UTF-8."));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return new Page(file, name, lines).draft();
    }

    private void reportDuplicateIds(List<Draft> drafts) {
        var first = new HashMap<String, Draft>();
        for (var draft : drafts) {
            draft.id().ifPresent(id -> {
                var other = first.putIfAbsent(id.value(), draft);
                if (other != null) {
                    problems.add(new Problem(
                            draft.file(),
                            id.line(),
                            "id",
                            "'%s' is also the id of %s. Give one of them another name."
                                    .formatted(id.value(), other.file())));
                }
            });
        }
    }

    /// Two entries that claim the same words cannot both be right.
    private void reportSharedPhrasings(List<Draft> drafts) {
        var first = new HashMap<String, String>();
        for (var draft : drafts) {
            for (var phrasing : draft.phrasings()) {
                var words = phrasing.language() + " "
                        + String.join(" ", Words.of(phrasing.text().value()));
                var place = draft.file() + ":" + phrasing.text().line();
                var other = first.putIfAbsent(words, place);
                if (other != null) {
                    problems.add(new Problem(
                            draft.file(),
                            phrasing.text().line(),
                            "ask." + phrasing.language(),
                            "'%s' is asked in %s already. Keep it in the one it belongs to."
                                    .formatted(phrasing.text().value(), other)));
                }
            }
        }
    }

    /// One file, being read.
    private final class Page {

        private final Path path;
        private final String file;
        private final List<String> lines;
        private final SequencedMap<String, Node> fields = new LinkedHashMap<>();
        private final int problemsBefore = problems.size();

        Page(Path path, String file, List<String> lines) {
            this.path = path;
            this.file = file;
            this.lines = lines;
        }

        Optional<Draft> draft() {
            if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
                wrong(1, "", "The file must start with a line '---', then id, topic, owner and so on, then '---'.");
                return Optional.empty();
            }
            var end = endOfFrontMatter();
            if (end < 0) {
                wrong(1, "", "The front matter is not closed. Put a line '---' after the last of its keys.");
                return Optional.empty();
            }
            if (!readFields(lines.subList(1, end))) {
                return Optional.empty();
            }
            var id = slug("id", path.getFileName().toString().replaceFirst("\\.md$", ""), "file");
            var topic = slug("topic", topicFolder(), "folder");
            var owner = text("owner");
            var source = source();
            var reviewed = date("reviewed");
            var reviewBy = date("review-by");
            if (reviewed != null && reviewBy != null && reviewBy.value().isBefore(reviewed.value())) {
                wrong(
                        reviewBy.line(),
                        "review-by",
                        "%s is before the day of review, %s. It is the day by which to review again."
                                .formatted(reviewBy.value(), reviewed.value()));
            }
            var asked = ask();
            var sections = sections(end + 1);
            if (problems.size() > problemsBefore
                    || id == null
                    || topic == null
                    || owner == null
                    || source == null
                    || reviewed == null
                    || reviewBy == null) {
                return Optional.of(new Draft(file, Optional.ofNullable(id), asked, Optional.empty()));
            }
            var phrasings = new TreeMap<String, List<String>>();
            asked.forEach(phrasing -> phrasings
                    .computeIfAbsent(phrasing.language(), _ -> new ArrayList<>())
                    .add(phrasing.text().value()));
            var answer = new Answer(
                    id.value(),
                    topic.value(),
                    owner.value(),
                    source,
                    reviewed.value(),
                    reviewBy.value(),
                    phrasings,
                    new TreeMap<>(sections));
            return Optional.of(new Draft(file, Optional.of(id), asked, Optional.of(answer)));
        }

        private int endOfFrontMatter() {
            for (var i = 1; i < lines.size(); i++) {
                if (lines.get(i).stripTrailing().equals("---")) {
                    return i;
                }
                if (SECTION.matcher(lines.get(i)).matches() && languages.contains(sectionName(lines.get(i)))) {
                    return -1; // the answer has begun; a later rule is not the end of the front matter
                }
            }
            return -1;
        }

        private boolean readFields(List<String> yaml) {
            Node root;
            try {
                root = new Yaml(new SafeConstructor(new LoaderOptions()))
                        .compose(new StringReader(String.join("\n", yaml)));
            } catch (MarkedYAMLException e) {
                wrong(line(e), "", "This is not YAML: " + e.getProblem() + ".");
                return false;
            } catch (YAMLException e) {
                wrong(1, "", "This is not YAML: " + e.getMessage() + ".");
                return false;
            }
            if (!(root instanceof MappingNode mapping)) {
                wrong(2, "", "The front matter must be keys and values: " + String.join(", ", KEYS) + ".");
                return false;
            }
            entries(mapping, "").forEach((key, entry) -> {
                if (KEYS.contains(key)) {
                    fields.put(key, entry.value());
                } else {
                    wrong(entry.line(), key, "There is no key '%s'. %s".formatted(key, meant(key, KEYS)));
                }
            });
            for (var key : KEYS) {
                if (!fields.containsKey(key)) {
                    wrong(1, key, "The key '%s' is missing.".formatted(key));
                }
            }
            return true;
        }

        private @Nullable At<String> slug(String key, @Nullable String expected, String named) {
            var value = text(key);
            if (value == null) {
                return null;
            }
            if (!SLUG.matcher(value.value()).matches()) {
                wrong(value.line(), key, "'%s' must be lower-case words joined by '-'.".formatted(value.value()));
            } else if (expected != null && !value.value().equals(expected)) {
                wrong(
                        value.line(),
                        key,
                        "'%s' is not the %s's name, '%s'. Rename one of them."
                                .formatted(value.value(), named, expected));
            }
            return value;
        }

        /// Empty for a file that lies at the top, where any topic will do.
        private @Nullable String topicFolder() {
            var slash = file.lastIndexOf('/');
            return slash < 0 ? null : file.substring(file.lastIndexOf('/', slash - 1) + 1, slash);
        }

        private @Nullable URI source() {
            var value = text("source");
            if (value == null) {
                return null;
            }
            try {
                var source = new URI(value.value());
                if (source.getHost() != null && List.of("http", "https").contains(source.getScheme())) {
                    return source;
                }
            } catch (URISyntaxException _) {
                // said below
            }
            wrong(
                    value.line(),
                    "source",
                    "'%s' is not a web address such as https://city.example/waste.".formatted(value.value()));
            return null;
        }

        private @Nullable At<LocalDate> date(String key) {
            var value = text(key);
            if (value == null) {
                return null;
            }
            try {
                return new At<>(LocalDate.parse(value.value()), value.line());
            } catch (DateTimeParseException _) {
                wrong(value.line(), key, "'%s' is not a day such as 2026-10-05.".formatted(value.value()));
                return null;
            }
        }

        private @Nullable At<String> text(String key) {
            var node = fields.get(key);
            return node == null ? null : text(node, key);
        }

        private @Nullable At<String> text(Node node, String path) {
            if (!(node instanceof ScalarNode scalar)) {
                wrong(line(node), path, "This must be a text.");
                return null;
            }
            if (scalar.getValue().isBlank()) {
                wrong(line(node), path, "This is empty.");
                return null;
            }
            return new At<>(scalar.getValue().strip(), line(node));
        }

        private List<Phrasing> ask() {
            var node = fields.get("ask");
            if (node == null) {
                return List.of();
            }
            if (!(node instanceof MappingNode mapping)) {
                wrong(
                        line(node),
                        "ask",
                        "This must be one list of phrasings for each of " + String.join(", ", languages) + ".");
                return List.of();
            }
            var asked = new ArrayList<Phrasing>();
            var entries = entries(mapping, "ask.");
            entries.forEach((language, entry) -> {
                if (!languages.contains(language)) {
                    wrong(
                            entry.line(),
                            "ask." + language,
                            "'%s' is not a language of this city. %s".formatted(language, meant(language, languages)));
                    return;
                }
                asked.addAll(phrasings(language, entry));
            });
            for (var language : languages) {
                if (!entries.containsKey(language)) {
                    wrong(line(node), "ask." + language, "There are no phrasings in '%s'.".formatted(language));
                }
            }
            return asked;
        }

        private List<Phrasing> phrasings(String language, Entry entry) {
            var path = "ask." + language;
            if (!(entry.value() instanceof SequenceNode sequence)) {
                wrong(entry.line(), path, "This must be a list of phrasings.");
                return List.of();
            }
            var asked = new LinkedHashMap<List<String>, Phrasing>();
            var items = sequence.getValue();
            for (var i = 0; i < items.size(); i++) {
                var phrasing = text(items.get(i), path + "[" + i + "]");
                if (phrasing == null) {
                    continue;
                }
                var words = Words.of(phrasing.value());
                if (words.isEmpty()) {
                    wrong(phrasing.line(), path + "[" + i + "]", "There is no word in this phrasing.");
                } else if (phrasing.value().length() > PHRASING_CHARACTERS_MAX) {
                    wrong(
                            phrasing.line(),
                            path + "[" + i + "]",
                            "This phrasing has %d characters, more than %d. Write it as a resident would."
                                    .formatted(phrasing.value().length(), PHRASING_CHARACTERS_MAX));
                } else {
                    var twin = asked.putIfAbsent(words, new Phrasing(language, phrasing));
                    if (twin != null) {
                        wrong(
                                phrasing.line(),
                                path + "[" + i + "]",
                                "This is the same as line %d."
                                        .formatted(twin.text().line()));
                    }
                }
            }
            if (asked.size() < PHRASINGS_MIN) {
                wrong(
                        entry.line(),
                        path,
                        "Only %d different phrasings; at least %d are needed to recognise the question."
                                .formatted(asked.size(), PHRASINGS_MIN));
            }
            return List.copyOf(asked.values());
        }

        private Map<String, String> sections(int from) {
            var sections = new LinkedHashMap<String, At<List<String>>>();
            List<String> open = null;
            for (var i = from; i < lines.size(); i++) {
                var line = lines.get(i);
                if (SECTION.matcher(line).matches()) {
                    var language = sectionName(line);
                    open = new ArrayList<>();
                    if (!languages.contains(language)) {
                        wrong(
                                i + 1,
                                "# " + language,
                                "'%s' is not a language of this city. %s"
                                        .formatted(language, meant(language, languages)));
                    } else if (sections.putIfAbsent(language, new At<>(open, i + 1)) != null) {
                        wrong(i + 1, "# " + language, "There is a second section '# %s'.".formatted(language));
                    }
                } else if (open != null) {
                    open.add(line);
                } else if (!line.isBlank()) {
                    wrong(
                            i + 1,
                            "",
                            "This text stands before the first section. Put '# %s' above it."
                                    .formatted(languages.getFirst()));
                    open = new ArrayList<>(); // said once
                }
            }
            var texts = new TreeMap<String, String>();
            for (var language : languages) {
                var section = sections.get(language);
                if (section == null) {
                    wrong(
                            lines.size(),
                            "# " + language,
                            "The answer in '%s' is missing. Add a section '# %s'.".formatted(language, language));
                    continue;
                }
                var text = paragraphs(section.value());
                if (text.isEmpty()) {
                    wrong(section.line(), "# " + language, "The answer in '%s' is empty.".formatted(language));
                } else if (text.length() > ANSWER_CHARACTERS_MAX) {
                    wrong(
                            section.line(),
                            "# " + language,
                            "The answer has %d characters, more than %d. It is read on a telephone."
                                    .formatted(text.length(), ANSWER_CHARACTERS_MAX));
                }
                texts.put(language, text);
            }
            return texts;
        }

        private SequencedMap<String, Entry> entries(MappingNode mapping, String under) {
            var entries = new LinkedHashMap<String, Entry>();
            for (var tuple : mapping.getValue()) {
                var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                var twin = entries.putIfAbsent(key, new Entry(tuple.getValueNode(), line(tuple.getKeyNode())));
                if (twin != null) {
                    wrong(
                            line(tuple.getKeyNode()),
                            under + key,
                            "The key '%s' is there twice, first in line %d.".formatted(key, twin.line()));
                }
            }
            return entries;
        }

        private void wrong(int line, String path, String says) {
            problems.add(new Problem(file, line, path, says));
        }
    }

    /// As Markdown has it: the lines of a paragraph flow together; an empty line and a list's lines stay.
    private static String paragraphs(List<String> lines) {
        return Stream.of(String.join("\n", lines).strip().split("\n\\s*\n"))
                .map(paragraph -> paragraph.lines().map(String::strip).collect(Collectors.joining("\n")))
                .map(paragraph -> paragraph.replaceAll("\n(?![-*] |\\d+[.)] )", " "))
                .collect(Collectors.joining("\n\n"));
    }

    private static String sectionName(String line) {
        return line.replaceFirst("^# *", "").strip();
    }

    /// YAML counts from 0 and does not see the `---` above it.
    private static int line(Node node) {
        return node.getStartMark().getLine() + 2;
    }

    /// Of a quote or bracket that is never closed, the line where it opens.
    private static int line(MarkedYAMLException e) {
        var isNeverClosed = e.getContextMark() != null && e.getProblem().contains("end of stream");
        var mark = isNeverClosed || e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        return mark == null ? 1 : mark.getLine() + 2;
    }

    private static String meant(String written, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> Spelling.distance(written, candidate)))
                .filter(nearest -> Spelling.distance(written, nearest) <= Math.max(1, nearest.length() / 3))
                .map("Did you mean '%s'?"::formatted)
                .orElse("Known are: " + String.join(", ", known) + ".");
    }

    private record At<T>(T value, int line) {}

    private record Entry(Node value, int line) {}

    private record Phrasing(String language, At<String> text) {}

    /// A file that could be taken apart; with its answer, if nothing in it is wrong.
    private record Draft(String file, Optional<At<String>> id, List<Phrasing> phrasings, Optional<Answer> answer) {}
}
