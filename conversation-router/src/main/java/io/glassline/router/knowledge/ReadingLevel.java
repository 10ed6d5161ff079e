package io.glassline.router.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// How hard a text is to read, by its long sentences and long words. English is told as a school grade
/// (Flesch and Kincaid 1975), Spanish as a score from 0, hard, to 100 (Fernández Huerta 1959). For other
/// languages nothing is known here.
public final class ReadingLevel {

    static final double ENGLISH_GRADE_MAX = 8;

    /// Below it, a text is called rather hard by the scale's author.
    static final double SPANISH_SCORE_MIN = 60;

    /// Links, mailboxes and numbers are not read as words.
    private static final Pattern NO_WORDS =
            Pattern.compile("(?i)https?://\\S+|\\S+@\\S+|\\b[\\w-]+(\\.[\\w-]+)+/?\\S*|[$+]?\\d[\\d :.,/()-]*");

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'\u2019]*");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?]+(?=\\s|$)|\n+");
    private static final Pattern ENGLISH_VOWELS = Pattern.compile("[aeiouy]+");
    private static final Pattern ENGLISH_SILENT =
            Pattern.compile(".*[^aeiouyl]e|.*[aeiouy]le|.*[^aeioutd]ed|.*[^aeiouscxzhg]es");

    private ReadingLevel() {}

    /// Why it is harder than an answer is to be; empty where it is not, or where nobody knows.
    public static Optional<String> tooHard(String text, String language) {
        return switch (language) {
            case "en" ->
                Optional.of(englishGrade(text))
                        .filter(grade -> grade > ENGLISH_GRADE_MAX)
                        .map(grade -> "This reads like grade %.0f of school, and is to be for grade %.0f."
                                .formatted(Math.ceil(grade), ENGLISH_GRADE_MAX));
            case "es" ->
                Optional.of(spanishScore(text))
                        .filter(score -> score < SPANISH_SCORE_MIN)
                        .map(score -> "This has %.0f of 100 on the scale of Fernández Huerta, and is to have %.0f."
                                .formatted(Math.floor(score), SPANISH_SCORE_MIN));
            default -> Optional.empty();
        };
    }

    /// How hard it is, in words: `grade 6 of school`; empty where nobody knows.
    public static Optional<String> told(String text, String language) {
        return switch (language) {
            case "en" -> Optional.of("grade %.0f of school".formatted(Math.max(1, Math.ceil(englishGrade(text)))));
            case "es" ->
                Optional.of("%.0f of 100 on the scale of Fernández Huerta, where 100 is easy"
                        .formatted(Math.clamp(Math.floor(spanishScore(text)), 0, 100)));
            default -> Optional.empty();
        };
    }

    static double englishGrade(String text) {
        var counts = Counts.of(text, ReadingLevel::englishSyllables);
        return 0.39 * counts.wordsASentence() + 11.8 * counts.syllablesAWord() - 15.59;
    }

    static double spanishScore(String text) {
        var counts = Counts.of(text, ReadingLevel::spanishSyllables);
        return 206.84 - 60 * counts.syllablesAWord() - 1.02 * counts.wordsASentence();
    }

    private record Counts(int sentences, int words, int syllables) {

        static Counts of(String text, ToIntFunction<String> syllablesOf) {
            var sentences = 0;
            var words = 0;
            var syllables = 0;
            for (var sentence : SENTENCE_END.split(NO_WORDS.matcher(text).replaceAll(" "))) {
                var found = words(sentence);
                sentences += found.isEmpty() ? 0 : 1;
                words += found.size();
                syllables += found.stream().mapToInt(syllablesOf).sum();
            }
            return new Counts(Math.max(1, sentences), Math.max(1, words), syllables);
        }

        private static List<String> words(String sentence) {
            return WORD.matcher(sentence.toLowerCase(Locale.ROOT))
                    .results()
                    .map(word -> word.group())
                    .toList();
        }

        double wordsASentence() {
            return (double) words / sentences;
        }

        double syllablesAWord() {
            return (double) syllables / words;
        }
    }

    /// As many as there are groups of vowels; an "e" at the end, and that of "-ed" and "-es", is silent
    /// unless it must be said: "little", "wanted", "boxes".
    static int englishSyllables(String word) {
        var groups = (int) ENGLISH_VOWELS.matcher(word).results().count();
        var isSilent = ENGLISH_SILENT.matcher(word).matches();
        return Math.max(1, isSilent ? groups - 1 : groups);
    }

    /// Each strong vowel is one, as is an "í" or "ú"; a weak one is one where no strong one stands beside it.
    static int spanishSyllables(String word) {
        var syllables = 0;
        for (var i = 0; i < word.length(); i++) {
            if (isStrong(word, i)) {
                syllables++;
            } else if (isWeak(word, i) && !isWeak(word, i - 1) && !isStrong(word, i - 1)) {
                var end = i;
                while (isWeak(word, end)) {
                    end++;
                }
                syllables += isStrong(word, end) ? 0 : 1;
            }
        }
        return Math.max(1, syllables);
    }

    private static boolean isStrong(String word, int at) {
        return at >= 0 && at < word.length() && "aeoáéóíú".indexOf(word.charAt(at)) >= 0;
    }

    private static boolean isWeak(String word, int at) {
        return at >= 0 && at < word.length() && "iuüy".indexOf(word.charAt(at)) >= 0;
    }
}
