package io.glassline.router.knowledge;

import io.glassline.config.Problem;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One file of the knowledge, being read: its front matter here, its answers in [AnswerSections].
final class AnswerFile {

    private static final int PHRASING_CHARACTERS_MAX = 200;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final String file;
    private final List<String> lines;
    private final List<String> languages;
    private final List<Problem> problems;
    private final int problemsBefore;

    /// @param file its path below the folder, with `/`
    AnswerFile(String file, List<String> lines, List<String> languages, List<Problem> problems) {
        this.file = file;
        this.lines = lines;
        this.languages = languages;
        this.problems = problems;
        this.problemsBefore = problems.size();
    }

    /// A file that could be taken apart; with its answer, if nothing in it is wrong.
    record Draft(
            String file,
            List<String> lines,
            Optional<YamlValue> id,
            Optional<YamlValue> reviewBy,
            List<Phrasing> phrasings,
            Optional<Answer> answer) {

        /// The line of the heading over the answer in `language`.
        int lineOfSection(String language) {
            for (var i = 0; i < lines.size(); i++) {
                if (AnswerSections.language(lines.get(i))
                        .filter(language::equals)
                        .isPresent()) {
                    return i + 1;
                }
            }
            return 1;
        }
    }

    record Phrasing(String language, YamlValue value) {

        String text() {
            return value.text().strip();
        }
    }

    /// Empty when there is no front matter to read; why is then among the problems.
    Optional<Draft> read() {
        if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
            wrong(1, "The file must start with a line '---', then id, topic, owner and so on, then '---'.");
            return Optional.empty();
        }
        var end = endOfFrontMatter();
        if (end < 0) {
            wrong(1, "The front matter is not closed. Put a line '---' after the last of its keys.");
            return Optional.empty();
        }
        return YamlFile.part(file, String.join("\n", lines.subList(1, end)), 1, problems)
                .map(block -> draft(block, end + 1));
    }

    private int endOfFrontMatter() {
        for (var i = 1; i < lines.size(); i++) {
            if (lines.get(i).stripTrailing().equals("---")) {
                return i;
            }
            if (AnswerSections.language(lines.get(i))
                    .filter(languages::contains)
                    .isPresent()) {
                return -1; // the answer has begun; a later rule is not the end of the front matter
            }
        }
        return -1;
    }

    private Draft draft(YamlBlock block, int from) {
        var id = slug(block, "id", Optional.of(fileName()), "file");
        var topic = slug(block, "topic", topicFolder(), "folder");
        var owner = text(block, "owner");
        var source = source(block);
        var reviewed = text(block, "reviewed").flatMap(AnswerFile::date);
        var reviewByText = text(block, "review-by");
        var reviewBy = reviewByText.flatMap(AnswerFile::date);
        if (reviewed.isPresent() && reviewBy.isPresent() && reviewBy.get().isBefore(reviewed.get())) {
            block.wrong(
                    "review-by",
                    "%s is before the day of review, %s. It is the day by which to review again."
                            .formatted(reviewBy.get(), reviewed.get()));
        }
        var asksFor = asksFor(block);
        var flow = block.has("flow") ? Optional.of(block.name("flow")) : Optional.<String>empty();
        var phrasings = ask(block);
        takenFrom(block);
        block.end();
        var texts = new AnswerSections(file, lines, languages, problems).read(from);
        if (problems.size() > problemsBefore) {
            return new Draft(file, lines, id, reviewByText, phrasings, Optional.empty());
        }
        var answer = new Answer(
                value(id),
                value(topic),
                value(owner),
                source.orElseThrow(),
                reviewed.orElseThrow(),
                reviewBy.orElseThrow(),
                byLanguage(phrasings),
                new TreeMap<>(texts),
                asksFor,
                flow);
        return new Draft(file, lines, id, reviewByText, phrasings, Optional.of(answer));
    }

    private static String value(Optional<YamlValue> value) {
        return value.orElseThrow().text().strip();
    }

    private static TreeMap<String, List<String>> byLanguage(List<Phrasing> phrasings) {
        var byLanguage = new TreeMap<String, List<String>>();
        phrasings.forEach(phrasing -> byLanguage
                .computeIfAbsent(phrasing.language(), _ -> new ArrayList<>())
                .add(phrasing.text()));
        return byLanguage;
    }

    private static Optional<YamlValue> text(YamlBlock block, String key) {
        return block.required(key).filter(AnswerFile::isText);
    }

    private static boolean isText(YamlValue value) {
        if (value.text().isBlank()) {
            value.wrong("This is empty.");
        }
        return !value.text().isBlank();
    }

    private static Optional<YamlValue> slug(YamlBlock block, String key, Optional<String> expected, String named) {
        var value = text(block, key);
        value.ifPresent(slug -> {
            var text = slug.text().strip();
            if (!SLUG.matcher(text).matches()) {
                slug.wrong("'%s' must be lower-case words joined by '-'.".formatted(text));
            } else if (expected.isPresent() && !text.equals(expected.get())) {
                slug.wrong(
                        "'%s' is not the %s's name, '%s'. Rename one of them.".formatted(text, named, expected.get()));
            }
        });
        return value;
    }

    private String fileName() {
        return Path.of(file).getFileName().toString().replaceFirst("\\.md$", "");
    }

    /// Empty for a file that lies at the top, where any topic will do.
    private Optional<String> topicFolder() {
        return Optional.ofNullable(Path.of(file).getParent())
                .map(folder -> folder.getFileName().toString());
    }

    private static Optional<URI> source(YamlBlock block) {
        return text(block, "source").flatMap(value -> {
            try {
                var source = new URI(value.text().strip());
                if (source.getHost() != null && List.of("http", "https").contains(source.getScheme())) {
                    return Optional.of(source);
                }
            } catch (URISyntaxException _) {
                // said below
            }
            value.wrong("'%s' is not a web address such as https://city.example/waste."
                    .formatted(value.text().strip()));
            return Optional.empty();
        });
    }

    private static Optional<LocalDate> date(YamlValue value) {
        try {
            return Optional.of(LocalDate.parse(value.text().strip()));
        } catch (DateTimeParseException _) {
            value.wrong("'%s' is not a day such as 2026-10-05."
                    .formatted(value.text().strip()));
            return Optional.empty();
        }
    }

    private static Set<AskedDetail> asksFor(YamlBlock block) {
        return block.optionalList("asks-for").stream()
                .map(value -> YamlBlock.oneOf(value, AskedDetail.keys(), "a detail to ask for"))
                .flatMap(key -> AskedDetail.of(key).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What a draft was made of: a later import knows by it what has been adopted. The bot has no use for it.
    private void takenFrom(YamlBlock block) {
        block.optionalBlock("taken-from").ifPresent(parts -> {
            languages.forEach(language -> parts.optional(language)
                    .filter(digest -> !SHA_256.matcher(digest.text()).matches())
                    .ifPresent(digest ->
                            digest.wrong("'%s' is not a SHA-256 in hex. Leave the key out.".formatted(digest.text()))));
            parts.end();
        });
    }

    private List<Phrasing> ask(YamlBlock block) {
        var phrasings = new ArrayList<Phrasing>();
        block.block("ask").ifPresent(ask -> {
            for (var language : languages) {
                if (ask.has(language)) {
                    phrasings.addAll(phrasings(ask, language));
                } else {
                    ask.wrong("\"%s\" is missing: how citizens ask for it in this language".formatted(language));
                }
            }
            ask.end();
        });
        return phrasings;
    }

    private static List<Phrasing> phrasings(YamlBlock ask, String language) {
        var phrasings = new LinkedHashMap<List<String>, Phrasing>();
        var isList = ask.isList(language);
        for (var value : ask.list(language)) {
            if (isText(value)) {
                add(phrasings, new Phrasing(language, value));
            }
        }
        if (isList && phrasings.isEmpty()) {
            ask.wrong(language, "There is no phrasing. Write at least one, better three, as residents ask.");
        }
        return List.copyOf(phrasings.values());
    }

    private static void add(Map<List<String>, Phrasing> phrasings, Phrasing phrasing) {
        var words = Words.of(phrasing.text());
        if (words.isEmpty()) {
            phrasing.value().wrong("There is no word in this phrasing.");
        } else if (phrasing.text().length() > PHRASING_CHARACTERS_MAX) {
            phrasing.value()
                    .wrong("This phrasing has %d characters, more than %d. Write it as a resident would."
                            .formatted(phrasing.text().length(), PHRASING_CHARACTERS_MAX));
        } else {
            var twin = phrasings.putIfAbsent(words, phrasing);
            if (twin != null) {
                phrasing.value()
                        .wrong("This is the same as line %d."
                                .formatted(twin.value().line()));
            }
        }
    }

    private void wrong(int line, String says) {
        problems.add(new Problem(file, line, "", says));
    }
}
