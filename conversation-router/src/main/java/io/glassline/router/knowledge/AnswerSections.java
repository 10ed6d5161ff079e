package io.glassline.router.knowledge;

import io.glassline.config.Problem;
import io.glassline.router.yaml.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The answers below the front matter of a file: one section for each language, `# en` and the text below it.
final class AnswerSections {

    private static final int ANSWER_CHARACTERS_MAX = 1_000;

    private static final Pattern SECTION = Pattern.compile("# *(\\S+) *");

    private final String file;
    private final List<String> lines;
    private final List<String> languages;
    private final List<Problem> problems;

    AnswerSections(String file, List<String> lines, List<String> languages, List<Problem> problems) {
        this.file = file;
        this.lines = lines;
        this.languages = languages;
        this.problems = problems;
    }

    /// What a line names that begins a section.
    static Optional<String> language(String line) {
        var matcher = SECTION.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// The texts by language, those that are there; `from` is the number of the first line, from 0.
    Map<String, String> read(int from) {
        var sections = sections(from);
        var texts = new TreeMap<String, String>();
        for (var language : languages) {
            var section = sections.get(language);
            if (section == null) {
                wrong(
                        lines.size(),
                        "# " + language,
                        "The answer in '%s' is missing. Add a section '# %s'.".formatted(language, language));
            } else {
                texts.put(language, text(language, section));
            }
        }
        return texts;
    }

    private Map<String, Section> sections(int from) {
        var sections = new LinkedHashMap<String, Section>();
        List<String> open = null;
        for (var i = from; i < lines.size(); i++) {
            var line = lines.get(i);
            var language = language(line);
            if (language.isPresent()) {
                open = new ArrayList<>();
                begin(sections, language.get(), new Section(open, i + 1));
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
        return sections;
    }

    private void begin(Map<String, Section> sections, String language, Section section) {
        if (!languages.contains(language)) {
            wrong(
                    section.line(),
                    "# " + language,
                    "'%s' is not a language of this city; %s".formatted(language, Suggestion.of(language, languages)));
        } else if (sections.putIfAbsent(language, section) != null) {
            wrong(section.line(), "# " + language, "There is a second section '# %s'.".formatted(language));
        }
    }

    private String text(String language, Section section) {
        var text = paragraphs(section.lines());
        if (text.isEmpty()) {
            wrong(section.line(), "# " + language, "The answer in '%s' is empty.".formatted(language));
        } else if (text.length() > ANSWER_CHARACTERS_MAX) {
            wrong(
                    section.line(),
                    "# " + language,
                    "The answer has %d characters, more than %d. It is read on a telephone."
                            .formatted(text.length(), ANSWER_CHARACTERS_MAX));
        }
        return text;
    }

    /// As Markdown has it: the lines of a paragraph flow together; an empty line and a list's lines stay.
    private static String paragraphs(List<String> lines) {
        return Stream.of(String.join("\n", lines).strip().split("\n\\s*\n"))
                .map(paragraph -> paragraph.lines().map(String::strip).collect(Collectors.joining("\n")))
                .map(paragraph -> paragraph.replaceAll("\n(?![-*] |\\d+[.)] )", " "))
                .collect(Collectors.joining("\n\n"));
    }

    private void wrong(int line, String path, String says) {
        problems.add(new Problem(file, line, path, says));
    }

    private record Section(List<String> lines, int line) {}
}
