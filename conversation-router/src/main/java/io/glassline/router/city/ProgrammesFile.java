package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.programme.Programme;
import io.glassline.programme.QuietHours;
import io.glassline.request.CityService.Texts;
import io.glassline.router.city.CityProgrammes.Offered;
import io.glassline.router.gate.Gates;
import io.glassline.router.gate.Keywords;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `programmes.yml`: what the city sends first, to people who ask for it. A city without one sends nothing first.
///
/// Each keyword stands behind a word of `join` or `leave`: `JOIN TRASH`, `LEAVE TRASH`. What is confirmed names the
/// sender, and how to get help and have it all stopped, in words that do that.
final class ProgrammesFile {

    static final String NAME = "programmes.yml";

    private static final String NAMES = "[a-z][a-z0-9-]*";

    private final Path folder;
    private final List<Problem> problems;

    ProgrammesFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    CityProgrammes read(List<Locale> languages, Optional<Gates> gates) {
        if (!Files.exists(folder.resolve(NAME))) {
            return CityProgrammes.NONE;
        }
        var offered = new LinkedHashMap<String, Offered>();
        YamlFile.read(folder, NAME, problems).ifPresent(page -> new Reading(languages, gates, page).readInto(offered));
        return new CityProgrammes(offered);
    }

    /// One reading of the file. Whole messages that were given out, so that none means two things.
    private static final class Reading {

        private final List<Locale> languages;
        private final Optional<Gates> gates;
        private final YamlBlock page;
        private final Map<String, String> wordOf = new HashMap<>();

        Reading(List<Locale> languages, Optional<Gates> gates, YamlBlock page) {
            this.languages = languages;
            this.gates = gates;
            this.page = page;
        }

        void readInto(Map<String, Offered> offered) {
            var quiet = page.block("quiet-hours").flatMap(QuietHoursBlock::read);
            var join = words("join");
            var leave = words("leave");
            page.block("programmes").ifPresent(named -> {
                for (var name : named.names()) {
                    if (!name.matches(NAMES) || Programme.NOT_NAMES.contains(name)) {
                        named.wrong(name, "\"%s\" is not a name for a programme".formatted(name));
                        continue;
                    }
                    named.block(name)
                            .flatMap(block -> programme(name, block, quiet, join, leave))
                            .ifPresent(programme -> offered.put(name, programme));
                }
            });
            page.end();
        }

        /// By language.
        private Map<String, List<YamlValue>> words(String key) {
            return page.block(key).map(this::wordsIn).orElse(Map.of());
        }

        private Map<String, List<YamlValue>> wordsIn(YamlBlock block) {
            var words = new LinkedHashMap<String, List<YamlValue>>();
            for (var language : languages) {
                var list = block.list(language.getLanguage());
                list.stream()
                        .filter(word -> NormalizedText.of(word.text()).isNothing())
                        .forEach(word -> word.wrong("there is no word in \"%s\"".formatted(word.text())));
                if (list.isEmpty()) {
                    block.wrong(language.getLanguage(), "name at least one word, such as [join]");
                }
                words.put(language.getLanguage(), list);
            }
            block.end();
            return words;
        }

        private Optional<Offered> programme(
                String name,
                YamlBlock block,
                Optional<QuietHours> quiet,
                Map<String, List<YamlValue>> join,
                Map<String, List<YamlValue>> leave) {
            var title = block.localText("title", languages, List.of(), List.of());
            var keywords = block.block("keyword").map(this::wordsIn).orElse(Map.of());
            var confirmation = confirmation(block);
            var isUrgent = block.isYes("urgent");
            block.end();
            var joins = keywords(join, keywords);
            var leaves = keywords(leave, keywords);
            return title.flatMap(words -> confirmation.map(text -> new Offered(
                    new Programme(
                            name, new Texts(words.first(), words.byLanguage()), isUrgent ? Optional.empty() : quiet),
                    text,
                    joins,
                    leaves)));
        }

        /// Each first word with each keyword of its language.
        private Keywords keywords(Map<String, List<YamlValue>> first, Map<String, List<YamlValue>> keywords) {
            var whole = new LinkedHashMap<String, List<String>>();
            for (var language : languages) {
                var tag = language.getLanguage();
                var messages = new ArrayList<String>();
                for (var keyword : keywords.getOrDefault(tag, List.of())) {
                    for (var word : first.getOrDefault(tag, List.of())) {
                        var message = word.text() + " " + keyword.text();
                        messages.add(message);
                        checkIsNew(message, keyword);
                    }
                }
                whole.put(tag, messages);
            }
            return new Keywords(whole);
        }

        private void checkIsNew(String message, YamlValue keyword) {
            var said = NormalizedText.of(message);
            if (wordOf.putIfAbsent(said.text(), message) != null) {
                keyword.wrong("\"%s\" means two things".formatted(message));
            }
            gates.filter(gate -> gate.stop().in(said).isPresent()
                            || gate.start().in(said).isPresent()
                            || gate.help().in(said).isPresent())
                    .ifPresent(_ -> keyword.wrong("\"%s\" is a word of gates.yml already".formatted(message)));
        }

        private Optional<LocalText> confirmation(YamlBlock block) {
            var text = block.localText("confirmation", languages, Phrase.COMMON, List.of("city"));
            text.ifPresent(words -> gates.ifPresent(gate -> {
                for (var said : words.byLanguage().values()) {
                    checkSays(block, said, gate.help(), "how to get help, such as HELP");
                    checkSays(block, said, gate.stop(), "how to stop all messages, such as STOP");
                }
            }));
            return text;
        }

        /// In capitals, as what is to be written stands in a text: "to end these" names no keyword.
        private static void checkSays(YamlBlock block, String said, Keywords keywords, String what) {
            var isSaid = Arrays.stream(said.split("[^\\p{L}]+"))
                    .filter(word -> word.equals(word.toUpperCase(Locale.ROOT)))
                    .anyMatch(word -> keywords.in(NormalizedText.of(word)).isPresent());
            if (!isSaid) {
                block.wrong("confirmation", "each text must say in capitals %s".formatted(what));
            }
        }
    }
}
