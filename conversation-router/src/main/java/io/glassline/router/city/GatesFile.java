package io.glassline.router.city;

import com.google.re2j.PatternSyntaxException;
import io.glassline.config.Problem;
import io.glassline.router.gate.EmergencyWords;
import io.glassline.router.gate.Gates;
import io.glassline.router.gate.Keywords;
import io.glassline.router.gate.LearntClassifiers;
import io.glassline.router.gate.Patterns;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.SearchPattern;
import io.glassline.router.words.WholePatterns;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// `gates.yml`: keywords, emergencies and the wish for a person, in every language.
final class GatesFile {

    static final String NAME = "gates.yml";

    private final Path folder;
    private final List<Problem> problems;
    private final TextedWords texting = new TextedWords();

    GatesFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Optional<Gates> read(CityFile.City city) {
        var languages = city.languages();
        var page = YamlFile.read(folder, NAME, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var before = problems.size();
        var block = page.get();
        var refusals = new RefusalBlock(texting).read(block, languages);
        var gates = new Gates(
                keywords(block, "stop", languages),
                keywords(block, "start", languages),
                keywords(block, "yes", languages),
                keywords(block, "help", languages),
                keywords(block, "receipt", languages),
                keywords(block, "my-data", languages),
                keywords(block, "erase-my-data", languages),
                keywords(block, "correct-my-data", languages),
                keywords(block, "link", languages),
                keywords(block, "unlink", languages),
                patterns(block, "data-wish", languages),
                keywords(block, "leave-flow", languages),
                emergencies(block, languages),
                emergencyWords(block, city.otherLanguages()),
                patterns(block, "taken-back", languages),
                patterns(block, "person", languages),
                patterns(block, "beside-person", languages),
                repeat(block, languages),
                keywords(block, "menu", languages),
                keywords(block, "call-back", languages),
                keywords(block, "leave-message", languages),
                keywords(block, "greeting", languages),
                keywords(block, "thanks", languages),
                keywords(block, "language", languages, city.otherLanguages(), texting::addTexts),
                refusals,
                patterns(block, "machine", languages),
                texting.styles(languages));
        block.end();
        return problems.size() == before ? Optional.of(gates) : Optional.empty();
    }

    private Keywords keywords(YamlBlock block, String key, List<Locale> languages) {
        return keywords(block, key, languages, List.of(), texting::addTexts);
    }

    /// @param more languages that may have words, too
    /// @param each is given the words of each language
    static Keywords keywords(
            YamlBlock block,
            String key,
            List<Locale> languages,
            List<Locale> more,
            BiConsumer<Locale, List<String>> each) {
        var words = new LinkedHashMap<String, List<String>>();
        block.block(key).ifPresent(lists -> {
            var any = wordsIn(lists.optionalList("any"));
            if (!any.isEmpty()) {
                words.put("any", any);
            }
            for (var language : languages) {
                words.put(language.getLanguage(), wordsIn(lists.list(language.getLanguage())));
                each.accept(language, words.getOrDefault(language.getLanguage(), List.of()));
            }
            words.putAll(wordsOf(lists, more));
            lists.end();
        });
        return new Keywords(words);
    }

    private static Map<String, List<String>> wordsOf(YamlBlock lists, List<Locale> languages) {
        var words = new LinkedHashMap<String, List<String>>();
        languages.forEach(
                language -> words.put(language.getLanguage(), wordsIn(lists.optionalList(language.getLanguage()))));
        return words;
    }

    /// Words of danger in languages that the city does not answer in.
    private static EmergencyWords emergencyWords(YamlBlock block, List<Locale> languages) {
        var both = new ArrayList<Map<String, List<String>>>();
        var words = block.optionalBlock("emergency-words");
        for (var key : List.of("alone", "anywhere")) {
            var lists = words.flatMap(inner -> inner.optionalBlock(key));
            both.add(lists.map(list -> wordsOf(list, languages)).orElse(Map.of()));
            lists.ifPresent(YamlBlock::end);
        }
        words.ifPresent(YamlBlock::end);
        return new EmergencyWords(both.getFirst(), both.getLast());
    }

    private static List<String> wordsIn(List<YamlValue> scalars) {
        var words = new ArrayList<String>();
        for (var scalar : scalars) {
            if (NormalizedText.of(scalar.text()).isNothing()) {
                scalar.wrong("there is no word in \"%s\"".formatted(scalar.text()));
            }
            words.add(scalar.text());
        }
        return words;
    }

    private List<Gates.Emergency> emergencies(YamlBlock block, List<Locale> languages) {
        var says = Arrays.stream(Phrase.values())
                .map(Phrase::key)
                .filter(key -> key.startsWith("emergency-"))
                .toList();
        var emergencies = new ArrayList<Gates.Emergency>();
        var belongsTo = new HashMap<String, String>();
        for (var emergency : block.blocks("emergencies")) {
            var name = emergency.name("name");
            var phrase = emergency
                    .oneOf("says", says, "a phrase for emergencies")
                    .flatMap(Phrase::of)
                    .orElse(Phrase.EMERGENCY_DANGER);
            emergencies.add(
                    new Gates.Emergency(name, phrase, patternsIn(emergency, languages), kinds(emergency, belongsTo)));
            emergency.end();
        }
        var nowhere = LearntClassifiers.emergencyKinds().stream()
                .filter(kind -> !belongsTo.containsKey(kind))
                .toList();
        if (!nowhere.isEmpty()) {
            block.wrong("emergencies", "no emergency has these kinds in its list: " + String.join(", ", nowhere));
        }
        return emergencies;
    }

    /// Which of the kinds that were learnt are answered like this. Each belongs to one emergency.
    private static Set<String> kinds(YamlBlock emergency, Map<String, String> belongsTo) {
        var known = LearntClassifiers.emergencyKinds();
        var kinds = new HashSet<String>();
        for (var kind : emergency.list("kinds")) {
            var before = belongsTo.putIfAbsent(kind.text(), emergency.text("name"));
            if (before != null) {
                kind.wrong("\"%s\" is a kind of the emergency \"%s\" already".formatted(kind.text(), before));
            }
            kinds.add(YamlBlock.oneOf(kind, known, "a kind of emergency"));
        }
        return kinds;
    }

    private WholePatterns repeat(YamlBlock block, List<Locale> languages) {
        var patterns = new ArrayList<SearchPattern>();
        block.block("repeat").ifPresent(lists -> {
            for (var language : languages) {
                patterns.addAll(taught(lists, language, WholePatterns::whole));
            }
            lists.end();
        });
        return new WholePatterns(patterns);
    }

    private Patterns patterns(YamlBlock block, String key, List<Locale> languages) {
        return block.block(key)
                .map(inner -> {
                    var patterns = patternsIn(inner, languages);
                    inner.end();
                    return patterns;
                })
                .orElseGet(() -> new Patterns(Map.of(), List.of()));
    }

    private Patterns patternsIn(YamlBlock block, List<Locale> languages) {
        var patterns = new LinkedHashMap<String, List<SearchPattern>>();
        block.block("patterns").ifPresent(lists -> {
            for (var language : languages) {
                patterns.put(language.getLanguage(), taught(lists, language, SearchPattern::words));
            }
            lists.end();
        });
        return new Patterns(patterns, compiling(block.optionalList("harmless"), SearchPattern::words));
    }

    /// The patterns of a language, whose words are words of the city.
    private List<SearchPattern> taught(YamlBlock lists, Locale language, Function<String, SearchPattern> compiled) {
        var written = compiling(lists.list(language.getLanguage()), compiled);
        texting.addPatterns(
                language, written.stream().map(SearchPattern::written).toList());
        return written;
    }

    /// Whether a pattern can match at all. A capital or an accent could not, because what is looked at has none.
    static boolean isComparable(YamlValue pattern) {
        if (pattern.text().codePoints().anyMatch(c -> c > 127)) {
            pattern.wrong("write this without accents: messages are looked at without them");
            return false;
        }
        if (pattern.text().replaceAll("\\\\[A-Za-z]", "").matches(".*[A-Z].*")) {
            pattern.wrong("write this in small letters: messages are looked at in small letters");
            return false;
        }
        return true;
    }

    /// Those that are patterns and can match.
    private static List<SearchPattern> compiling(List<YamlValue> scalars, Function<String, SearchPattern> compiled) {
        var good = new ArrayList<SearchPattern>();
        for (var scalar : scalars) {
            try {
                var pattern = compiled.apply(scalar.text());
                if (isComparable(scalar)) {
                    good.add(pattern);
                }
            } catch (PatternSyntaxException e) {
                scalar.wrong("this is not a pattern: " + e.getDescription());
            }
        }
        return good;
    }
}
