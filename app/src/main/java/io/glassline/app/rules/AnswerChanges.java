package io.glassline.app.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.YAMLException;

/// Tells what changed in the file of an approved answer: keys above it, and the text in each language.
final class AnswerChanges {

    private static final Pattern HEAD = Pattern.compile("(?s)\\A---\\R(.*?)\\R---\\R?(.*)");
    private static final Pattern HEADING = Pattern.compile("#+ +(.+)");
    private static final String NO_LANGUAGE = "no language";

    private AnswerChanges() {}

    static List<String> between(String before, String after) {
        var then = HEAD.matcher(before);
        var now = HEAD.matcher(after);
        if (!then.matches() || !now.matches()) {
            return List.of();
        }
        try {
            var head = YamlChanges.load(now.group(1));
            var about = "answer \"" + (head instanceof Map<?, ?> keys ? keys.get("id") : "") + "\"";
            var says = new ArrayList<>(YamlChanges.between(about, YamlChanges.load(then.group(1)), head));
            var sectionsThen = sections(then.group(2));
            var sectionsNow = sections(now.group(2));
            var headings = new LinkedHashSet<>(sectionsThen.keySet());
            headings.addAll(sectionsNow.keySet());
            for (var heading : headings) {
                var old = sectionsThen.getOrDefault(heading, List.of());
                var young = sectionsNow.getOrDefault(heading, List.of());
                if (!old.equals(young)) {
                    says.add("%s: text in %s %s"
                            .formatted(
                                    about, heading, old.isEmpty() ? "added" : young.isEmpty() ? "removed" : "changed"));
                }
            }
            return says;
        } catch (YAMLException _) {
            return List.of();
        }
    }

    private static Map<String, List<String>> sections(String body) {
        var sections = new LinkedHashMap<String, List<String>>();
        var heading = NO_LANGUAGE;
        for (var line : body.lines().filter(line -> !line.isBlank()).toList()) {
            var found = HEADING.matcher(line);
            if (found.matches()) {
                heading = found.group(1).strip();
            } else {
                sections.computeIfAbsent(heading, _ -> new ArrayList<>()).add(line);
            }
        }
        return sections;
    }
}
