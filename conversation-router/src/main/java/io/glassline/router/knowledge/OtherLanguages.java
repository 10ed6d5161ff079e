package io.glassline.router.knowledge;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells that a text is in a language the city does not answer in, and which. It must never say so of a text in a
/// language the city serves, however it is written, so it wants proof:
///
/// - another script, in which at least half of the text is written; where several languages share it, their own
///   letters and commonest words tell which;
/// - in Latin letters, at least three of the commonest words of one language that are common in none of the city's,
///   more of them than of any other language, and hardly any that are only the city's. Names, which stand in the
///   middle of a sentence with a capital, prove nothing.
///
/// Where a text in Latin letters has only one or two of such words, lingua's trigrams must say the same. They are
/// loaded with the first text that needs them: 1.6 s once, 47 MB from then on, 1 to 3 ms a text. Most texts
/// never come so far, and cost some 15 µs.
///
/// A script whose language is not known for certain, or is none that the city named, is [#UNKNOWN]: certainly none
/// of the city's languages. Safe to call from any thread.
final class OtherLanguages {

    /// `und`, in the words of BCP 47.
    static final Locale UNKNOWN = Locale.ROOT;

    private static final int PROOFS_MIN = 3;
    private static final int PROOFS_ENOUGH = 6;

    /// One word in so many must prove it.
    private static final int WORDS_PER_PROOF_MAX = 4;

    private static final int LIKELY_WORDS_MIN = 4;
    private static final double LIKELY_LEAD_MIN = 0.1;

    /// Bulgarian writes it before an о only, and Ukrainian hardly says anything without an і.
    private static final Pattern SOFT_SIGN = Pattern.compile("ь(?!о)");

    /// Letters of one language alone, of those that are written in the Latin script.
    private static final Map<String, IntPredicate> OWN_LETTERS = Map.of(
            "vi", letter -> "ăđơư".indexOf(letter) >= 0 || letter >= 0x1ea0 && letter <= 0x1ef9,
            "pl", letter -> "łżźśęą".indexOf(letter) >= 0,
            "pt", letter -> "ãõ".indexOf(letter) >= 0,
            "de", letter -> letter == 'ß');

    private final Map<String, Locale> served;
    private final Map<String, Locale> others;
    private final CommonWords common;
    private final Trigrams trigrams = new Trigrams();

    /// @param served the languages the city answers in
    /// @param others those it can tell in which somebody interprets
    OtherLanguages(Collection<Locale> served, Collection<Locale> others) {
        this.served = byTag(served);
        this.others = byTag(others);
        this.common = new CommonWords(served);
    }

    private static Map<String, Locale> byTag(Collection<Locale> languages) {
        return languages.stream().collect(Collectors.toUnmodifiableMap(Knowledge::tag, language -> language));
    }

    /// The tags of the languages that can be told.
    static Set<String> recognised() {
        return Stream.concat(CommonWords.LISTED.stream(), Scripts.languages())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The language of `text`, be it one of the city's after all; empty where it need not be another.
    Optional<Locale> detect(String text) {
        var tokens = Token.of(text);
        var script = Scripts.of(tokens);
        if (script.isPresent()) {
            return byScript(script.get(), text, tokens);
        }
        var evidence = new Evidence(tokens);
        return evidence.isProof()
                        || evidence.isHint() && trigrams.language(text).equals(Optional.of(evidence.tag()))
                ? evidence.language()
                : Optional.empty();
    }

    private Locale named(String tag) {
        return served.getOrDefault(tag, others.getOrDefault(tag, UNKNOWN));
    }

    // Other scripts

    private Optional<Locale> byScript(UnicodeScript script, String text, List<Token> tokens) {
        var language = Scripts.language(script, text).or(() -> switch (script) {
            case ARABIC -> arabic(text, tokens);
            case CYRILLIC -> cyrillic(text, tokens);
            case DEVANAGARI ->
                Scripts.hasAny(text, "\u095c\u095d\u095b\u095e\u093c")
                        ? Optional.of("hi")
                        : mostCommonIn(tokens, "hi", "mr", "ne");
            default -> Optional.empty();
        });
        return Optional.of(language.map(this::named).orElse(UNKNOWN));
    }

    /// Pashto, Kurdish, Urdu and Persian have letters of their own, in this order; Arabic has some that Persian lacks.
    private Optional<String> arabic(String text, List<Token> tokens) {
        if (Scripts.hasAny(text, "ټډړښځڅېۍڼګ")) {
            return Optional.of("ps");
        }
        if (Scripts.hasAny(text, "ڕڵۆێە")) {
            return Optional.of("ku");
        }
        if (Scripts.hasAny(text, "ٹڈڑںےہھ")) {
            return Optional.of("ur");
        }
        if (Scripts.hasAny(text, "پچژگ") || Scripts.hasAny(text, "کی") && !Scripts.hasAny(text, "ةكأإ")) {
            return Optional.of("fa");
        }
        return Scripts.hasAny(text, "ةكأإيىؤئ") || tokens.stream().anyMatch(token -> isWithArticle(token.letters()))
                ? Optional.of("ar")
                : mostCommonIn(tokens, "ar", "fa");
    }

    private static boolean isWithArticle(String word) {
        return word.startsWith("ال") && word.length() > 4;
    }

    private Optional<String> cyrillic(String text, List<Token> tokens) {
        var small = text.toLowerCase(Locale.ROOT);
        if (Scripts.hasAny(small, "ђјљњћџѓќѕўәғқңөұүһҗ")) {
            return Optional.empty();
        }
        var russian = Scripts.hasAny(small, "ыэё");
        var ukrainian = Scripts.hasAny(small, "іїєґ");
        if (russian != ukrainian) {
            return Optional.of(russian ? "ru" : "uk");
        }
        if (russian) {
            return Optional.empty(); // Belarusian has both
        }
        return mostCommonIn(tokens, "ru", "uk", "bg")
                .or(() -> SOFT_SIGN.matcher(small).find() ? Optional.of("ru") : Optional.empty());
    }

    /// The language that more of the words are common in than in any other of `tags`.
    private Optional<String> mostCommonIn(List<Token> tokens, String... tags) {
        var best = Optional.<String>empty();
        var most = 0;
        for (var tag : tags) {
            var bit = CommonWords.bit(tag);
            var count = (int) tokens.stream()
                    .filter(token -> (common.in(token.letters()) & bit) != 0)
                    .count();
            if (count > most) {
                best = Optional.of(tag);
                most = count;
            } else if (count == most) {
                best = Optional.empty();
            }
        }
        return best;
    }

    // Latin letters

    /// What the common words in a text say.
    private final class Evidence {

        private final int words;
        private final int onlyServed;
        private final int[] covered = new int[CommonWords.LISTED.size()];
        private final int[] proofs = new int[CommonWords.LISTED.size()];
        private int best;
        private final boolean isAlone;

        Evidence(List<Token> tokens) {
            var seen = new HashSet<String>();
            var only = 0;
            var count = 0;
            for (var token : tokens) {
                if (token.letters().length() < 2) {
                    continue;
                }
                count++;
                var languages = languages(token);
                if ((languages & ~common.served()) == 0) {
                    only += (languages & common.served()) == 0 ? 0 : 1;
                    continue;
                }
                var proves = (languages & common.served()) == 0 && !token.isName() && seen.add(token.letters());
                for (var i = 0; i < covered.length; i++) {
                    if ((languages & 1 << i) != 0) {
                        covered[i]++;
                        proofs[i] += proves ? 1 : 0;
                    }
                }
            }
            this.words = count;
            this.onlyServed = only;
            this.best = 0;
            for (var i = 1; i < covered.length; i++) {
                if (isServed(best) || !isServed(i) && isMore(i, best)) {
                    best = i;
                }
            }
            this.isAlone = isAhead();
        }

        /// What the city's languages write with accents, people leave out, and put in where none belong.
        private int languages(Token token) {
            if (token.isPlain()) {
                return common.in(token.letters());
            }
            var own = ownLetters(token);
            var bare = own != 0 ? 0 : common.in(Words.folded(token.letters())) & common.served();
            return common.in(token.letters()) | own | bare;
        }

        private int ownLetters(Token token) {
            if (token.isName()) {
                return 0;
            }
            var languages = 0;
            for (var own : OWN_LETTERS.entrySet()) {
                if (token.letters().chars().anyMatch(own.getValue())) {
                    languages |= CommonWords.bit(own.getKey());
                }
            }
            return languages;
        }

        private boolean isServed(int index) {
            return (common.served() & 1 << index) != 0;
        }

        private boolean isMore(int index, int than) {
            return proofs[index] > proofs[than] || proofs[index] == proofs[than] && covered[index] > covered[than];
        }

        /// Whether no other language that the city does not serve explains as much.
        private boolean isAhead() {
            for (var i = 0; i < covered.length; i++) {
                if (i != best && !isServed(i) && !isMore(best, i)) {
                    return false;
                }
            }
            return !isServed(best);
        }

        boolean isProof() {
            return isAlone
                    && proofs[best] >= Math.clamp(words / WORDS_PER_PROOF_MAX, PROOFS_MIN, PROOFS_ENOUGH)
                    && onlyServed < proofs[best]
                    && covered[best] * WORDS_PER_PROOF_MAX >= words;
        }

        boolean isHint() {
            return words >= LIKELY_WORDS_MIN && isAlone && proofs[best] >= 1 && onlyServed <= words / 5;
        }

        Optional<Locale> language() {
            return Optional.ofNullable(others.get(tag()));
        }

        String tag() {
            return CommonWords.LISTED.get(best);
        }
    }

    /// Lingua over all languages that it knows in Latin letters, so that one nobody interprets is not
    /// taken for another. Loaded when it is first asked.
    private static final class Trigrams {

        private @Nullable LanguageDetector detector;

        Optional<String> language(String text) {
            var told = loaded().detectLanguageOf(text);
            return told == Language.UNKNOWN
                    ? Optional.empty()
                    : Optional.of(told.getIsoCode639_1().toString());
        }

        private synchronized LanguageDetector loaded() {
            var known = detector;
            if (known == null) {
                known = LanguageDetectorBuilder.fromLanguages(
                                Language.allWithLatinScript().toArray(Language[]::new))
                        .withLowAccuracyMode()
                        .withMinimumRelativeDistance(LIKELY_LEAD_MIN)
                        .build();
                detector = known;
            }
            return known;
        }
    }
}
