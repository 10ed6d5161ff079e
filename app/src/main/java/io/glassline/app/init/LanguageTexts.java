package io.glassline.app.init;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Texts that stand in several languages, in one of the city's files.
final class LanguageTexts {

    /// Blocks that may hold languages the city does not answer in, and keep them.
    private static final List<List<String>> OF_ALL = List.of(
            List.of("language"),
            List.of("interpreter"),
            List.of("emergency-words", "alone"),
            List.of("emergency-words", "anywhere"));

    private static final String FRONT_MATTER = "---\n";

    private LanguageTexts() {}

    static Set<String> others(List<String> languages) {
        return AnswerRule.LANGUAGES.stream()
                .filter(language -> !languages.contains(language))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A YAML file with no texts but those in `languages`.
    static String onlyIn(List<String> languages, String yaml) {
        var gone = others(languages);
        if (gone.isEmpty()) {
            return yaml;
        }
        var page = new YamlText(yaml);
        blocks(page).keySet().forEach(block -> page.remove(block, gone::contains));
        return page.text();
    }

    /// The blocks with a text for each of the city's languages, with the way to each.
    static SequencedMap<MappingNode, List<String>> blocks(YamlText page) {
        var blocks = new LinkedHashMap<MappingNode, List<String>>();
        collect(page.top(), List.of(), blocks);
        OF_ALL.forEach(path -> page.find(path).ifPresent(blocks::remove));
        return blocks;
    }

    private static void collect(Node node, List<String> path, SequencedMap<MappingNode, List<String>> found) {
        switch (node) {
            case MappingNode mapping -> {
                var keys = mapping.getValue().stream().map(YamlText::key).toList();
                if (keys.stream().anyMatch(AnswerRule.LANGUAGES::contains)
                        && keys.stream().allMatch(LanguageTexts::isTag)) {
                    found.put(mapping, path);
                }
                mapping.getValue().forEach(pair -> collect(pair.getValueNode(), and(path, YamlText.key(pair)), found));
            }
            case SequenceNode sequence ->
                sequence.getValue().forEach(item -> collect(item, and(path, YamlText.name(item)), found));
            default -> {
                // a single value has no languages
            }
        }
    }

    private static List<String> and(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private static boolean isTag(String key) {
        return key.equals("any") || key.matches("[a-z]{2}");
    }

    /// An approved answer with no texts but those in `languages`.
    static String answerOnlyIn(List<String> languages, String answer) {
        var gone = others(languages);
        var parts = answer.split("(?m)^" + FRONT_MATTER, 3);
        var sections = Arrays.stream(parts[2].split("(?m)^(?=# )"))
                .filter(section -> gone.stream().noneMatch(language -> section.startsWith("# " + language + "\n")));
        return Stream.concat(Stream.of(FRONT_MATTER, onlyIn(languages, parts[1]), FRONT_MATTER), sections)
                        .collect(Collectors.joining())
                        .stripTrailing()
                + "\n";
    }
}
