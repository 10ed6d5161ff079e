package io.glassline.app.init;

import static io.glassline.app.init.StarterResources.EXAMPLE;

import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Another language for a city: every text gets one in it. What the example city or the starter says in it
/// is taken from there; what is the city's own stands in its first language until somebody translates it,
/// and is listed.
final class LanguageAddition {

    /// Where the texts of a file can be taken from.
    private static final Map<String, String> SOURCES = Map.of(
            "gates.yml", EXAMPLE + "gates.yml",
            "dialogue.yml", EXAMPLE + "dialogue.yml",
            "replies.yml", EXAMPLE + "replies.yml",
            "phrases.yml", EXAMPLE + "phrases.yml",
            "queues.yml", "queues.yml");

    private final CityFolderEdit folder;
    private final CityConfig city;
    private final LocalDate today;
    private final List<String> left = new ArrayList<>();

    LanguageAddition(CityFolderEdit folder, CityConfig city, LocalDate today) {
        this.folder = folder;
        this.city = city;
        this.today = today;
    }

    /// @return what is left to translate, a line each
    List<String> add(String language) {
        city(language);
        for (var file : List.of(
                "gates.yml",
                "dialogue.yml",
                "replies.yml",
                "phrases.yml",
                "queues.yml",
                "routing.yml",
                "addresses.yml")) {
            if (folder.has(file)) {
                texts(file, language);
            }
        }
        city.files().paths().stream().filter(file -> file.startsWith("flows/")).forEach(file -> texts(file, language));
        people(language);
        city.knowledge().answers().forEach(answer -> answer(answer, language));
        var told = new ArrayList<String>();
        told.add("The people of \"general\" and \"emergency\" must speak it now: queues.yml.");
        told.add(
                left.isEmpty()
                        ? "Nothing is left to translate."
                        : "To translate, for they still speak the first language:");
        left.forEach(place -> told.add("  " + place));
        return told;
    }

    private String first() {
        return city.firstLanguage().getLanguage();
    }

    private void city(String language) {
        var page = folder.yaml("city.yml");
        page.at("languages").ifPresent(list -> page.addToList(list, language));
        page.at("other-languages")
                .ifPresent(list -> page.write(
                        list,
                        YamlText.items(list).stream()
                                .map(YamlText::scalar)
                                .filter(other -> !other.equals(language))
                                .collect(Collectors.joining(", ", "[", "]"))));
        folder.put("city.yml", page.text());
    }

    private void people(String language) {
        var page = folder.yaml("queues.yml");
        for (var queue : List.of("general", "emergency")) {
            page.at("queues", queue, "languages").ifPresent(list -> page.addToList(list, language));
        }
        folder.put("queues.yml", page.text());
    }

    /// A text in the language beside each in the first.
    private void texts(String file, String language) {
        var page = folder.yaml(file);
        var source =
                Optional.ofNullable(SOURCES.get(file)).map(name -> new YamlText(filled(StarterResources.text(name))));
        for (var block : LanguageTexts.blocks(page).entrySet()) {
            var from = YamlText.pair(block.getKey(), first());
            if (from.isEmpty() || YamlText.pair(block.getKey(), language).isPresent()) {
                continue;
            }
            var column = YamlText.column(from.get());
            var known = source.flatMap(texts -> texts.find(block.getValue())
                            .flatMap(same -> YamlText.pair(same, language))
                            .map(pair -> texts.written(pair, column)))
                    .or(() -> title(block.getValue(), language));
            if (known.isEmpty()) {
                left.add("%s:%d %s"
                        .formatted(file, page.line(from.get().getKeyNode()), String.join(".", block.getValue())));
            }
            var written = known.orElseGet(
                    () -> language + page.written(from.get(), column).substring(first().length()));
            page.addBeside(block.getKey(), from.get(), written);
        }
        for (var list : List.of("alone", "anywhere")) {
            if (page.at("emergency-words", list).orElse(null) instanceof MappingNode words) {
                page.remove(words, language::equals);
            }
        }
        folder.put(file, page.text());
    }

    /// The title of an answer that the starter has.
    private static Optional<String> title(List<String> path, String language) {
        var titles = new YamlText(StarterResources.text("titles.yml"));
        return titles.find(path)
                .flatMap(title -> YamlText.pair(title, language))
                .map(pair -> titles.written(pair, YamlText.column(pair)));
    }

    private void answer(Answer answer, String language) {
        var name = answer.topic() + "/" + answer.id();
        var file = "knowledge/" + name + ".md";
        var starter = StarterResources.ANSWERS.contains(name)
                ? Optional.of(filled(StarterResources.answer(name)))
                : Optional.<String>empty();
        var text = folder.text(file);
        var parts = text.split("(?m)^---\n", 3);
        var front = new YamlText(parts[1]);
        var from = front.at("ask", first()).orElseThrow();
        var asked = starter.map(like -> new YamlText(like.split("(?m)^---\n", 3)[1]));
        var written = asked.flatMap(page -> page.at("ask")
                        .flatMap(ask -> YamlText.pair(ask, language))
                        .map(pair -> page.written(pair, YamlText.column(pair))))
                .orElseGet(() -> language + ":\n    - " + YamlText.quoted(phrasing(answer)));
        front.addBelow(from, "  " + written + "\n");
        var own = section(text, first());
        var same = starter.filter(like -> section(like, first()).equals(own)).map(like -> section(like, language));
        if (same.isEmpty()) {
            left.add(file);
        }
        folder.put(
                file,
                "---\n" + front.text() + "---\n" + parts[2].stripTrailing() + "\n\n# " + language + "\n\n"
                        + same.orElse(own) + "\n");
    }

    private String phrasing(Answer answer) {
        return answer.phrasings().getOrDefault(first(), List.of(answer.id())).getFirst();
    }

    private static String section(String answer, String language) {
        for (var part : answer.split("(?m)^(?=# )")) {
            if (part.startsWith("# " + language + "\n")) {
                return part.substring(part.indexOf('\n') + 1).strip();
            }
        }
        return "";
    }

    /// A text of the starter as `init` wrote it for this city; what cannot be told any more is left out.
    private String filled(String text) {
        var page = folder.yaml("city.yml");
        var values = new HashMap<String, String>();
        for (var key : List.of("name", "zone", "phone", "text", "mail", "site")) {
            values.put(key, page.at(key).map(YamlText::scalar).orElse(""));
        }
        values.put(
                "emergency", page.at("emergency-number").map(YamlText::scalar).orElse(""));
        values.put("crisis", page.at("crisis-line").map(YamlText::scalar).orElse(""));
        values.put(
                "languages", city.languages().stream().map(Locale::getLanguage).collect(Collectors.joining(", ")));
        values.put("today", today.toString());
        for (var key : List.of("review-by", "new-year", "next-new-year")) {
            values.put(key, today.toString());
        }
        values.put("reach-en", "");
        values.put("reach-es", "");
        return StarterResources.filled(text, values);
    }
}
