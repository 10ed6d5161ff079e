package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.pemistahl.lingua.api.IsoCode639_1;
import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells which language a text is in: one of those the city answers in, or one of those it knows interpreters for
/// ([OtherLanguages]). Among the city's own only these are considered: a short text that looks a little like Catalan is
/// Spanish to a city that serves English and Spanish.
///
/// It says nothing rather than guess: on fewer than three words, unless a list of everyday words ("hola", "basura",
/// "trash") makes it certain, and on texts that could be either, such as an address. The conversation then stays in
/// the language it is in. Of 321 test questions in English and Spanish it told 319, and none wrongly.
///
/// Safe to call from any thread.
public final class Languages {

    private static final int WORDS_MIN = 3;

    private static final int SMALL_WORDS_MIN = 3;

    /// How far ahead, relatively, the better language must be.
    private static final double LEAD_MIN = 0.05;

    /// Signs that are no language: addresses on the net, numbers with what hangs on them.
    private static final Pattern NO_LANGUAGE = Pattern.compile("\\S*(://|@)\\S*|\\S*\\d\\S*");

    private final List<Locale> served;
    private final Map<String, Set<String>> everydayWords = new LinkedHashMap<>();
    private final Map<String, Set<String>> smallWords = new LinkedHashMap<>();
    private final Optional<OtherLanguages> others;
    private final @Nullable LanguageDetector detector;

    /// @param served the languages the city answers in, at least one
    public Languages(List<Locale> served) {
        this(served, List.of());
    }

    /// @param served the languages the city answers in, at least one
    /// @param others those it does not answer in and knows interpreters for; with none, no other is told
    public Languages(List<Locale> served, List<Locale> others) {
        if (served.isEmpty()) {
            throw new IllegalArgumentException("a city serves at least one language");
        }
        this.served = List.copyOf(served);
        this.others = others.isEmpty() ? Optional.empty() : Optional.of(new OtherLanguages(served, others));
        served.forEach(language -> everydayWords.put(Knowledge.tag(language), listed("everyday-words", language)));
        served.forEach(language -> smallWords.put(Knowledge.tag(language), listed("small-words", language)));
        this.detector = served.size() < 2 ? null : detector(served);
    }

    private static LanguageDetector detector(List<Locale> served) {
        var codes = served.stream()
                .map(language -> IsoCode639_1.valueOf(Knowledge.tag(language).toUpperCase(Locale.ROOT)))
                .toArray(IsoCode639_1[]::new);
        return LanguageDetectorBuilder.fromIsoCodes639_1(codes)
                .withLowAccuracyMode()
                .withMinimumRelativeDistance(LEAD_MIN)
                .build();
    }

    /// The tags of the languages that can be told apart from the city's own.
    public static Set<String> recognised() {
        return OtherLanguages.recognised();
    }

    /// The language `text` is in, or empty when it does not show. A language that is certainly none of the city's, and
    /// not known for certain, or not among the others, is [Locale#ROOT].
    public Optional<Locale> detect(String text) {
        var plain = NO_LANGUAGE.matcher(text).replaceAll(" ");
        return others.flatMap(other -> other.detect(plain)).or(() -> own(plain));
    }

    private Optional<Locale> own(String plain) {
        var words = Words.of(plain);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (detector == null) {
            return Optional.of(served.getFirst());
        }
        var certain = byEverydayWords(words).or(() -> bySmallWords(words));
        return certain.isPresent() || words.size() < WORDS_MIN
                ? certain
                : byLetters(detector, plain).filter(language -> !isContradicted(language, words));
    }

    /// Whether another language has small words there, and this one has none: "en la calle Pine" is not English.
    private boolean isContradicted(Locale language, List<String> words) {
        return smallWordsIn(words, language) == 0 && served.stream().anyMatch(other -> smallWordsIn(words, other) > 0);
    }

    /// The one language whose everyday words occur, if no other's do.
    private Optional<Locale> byEverydayWords(List<String> words) {
        var spoken = served.stream()
                .filter(language -> words.stream().anyMatch(wordsOf(language)::contains))
                .toList();
        return spoken.size() == 1 ? Optional.of(spoken.getFirst()) : Optional.empty();
    }

    /// The one language that has several of its smallest words there, where the others have none: a street may be
    /// called "La Casa de la Cruz", and what is said around it tells more.
    private Optional<Locale> bySmallWords(List<String> words) {
        var spoken = served.stream()
                .filter(language -> smallWordsIn(words, language) > 0)
                .toList();
        return spoken.size() == 1 && smallWordsIn(words, spoken.getFirst()) >= SMALL_WORDS_MIN
                ? Optional.of(spoken.getFirst())
                : Optional.empty();
    }

    private long smallWordsIn(List<String> words, Locale language) {
        var small = smallWords.getOrDefault(Knowledge.tag(language), Set.of());
        return words.stream().filter(small::contains).count();
    }

    private Set<String> wordsOf(Locale language) {
        return everydayWords.getOrDefault(Knowledge.tag(language), Set.of());
    }

    private Optional<Locale> byLetters(LanguageDetector detector, String text) {
        var language = detector.detectLanguageOf(text);
        return language == Language.UNKNOWN
                ? Optional.empty()
                : served.stream()
                        .filter(candidate -> Knowledge.tag(candidate)
                                .equals(language.getIsoCode639_1().toString()))
                        .findFirst();
    }

    /// Words that only this language has among the ones with such a list; none for a language without one.
    private static Set<String> listed(String list, Locale language) {
        try (var in = Languages.class.getResourceAsStream(list + "-" + Knowledge.tag(language) + ".txt")) {
            if (in == null) {
                return Set.of();
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Words.of(line).stream())
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
