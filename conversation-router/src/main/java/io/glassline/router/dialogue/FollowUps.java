package io.glassline.router.dialogue;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.SearchPattern;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How people go on with the last answer: "and on Saturday?", "how much is it", "¿y para mi mamá?".
///
/// - `begins`: a message that begins so goes on with what was said.
/// - `refers`: words that stand for what was said.
/// - `asks`: words that a question begins with.
/// - `yes-no`: words that a question begins with that is answered by yes or no: "can my son come?"
/// - `states`: what a message begins with that only says what its writer does: "I will do that".
/// - `addresses`: words that speak to the city itself: "are you open?" is no question about the last answer.
/// - `plain`: words that name no matter. A message of nothing else says nothing by itself.
/// - `aspects`: what people want to know of a matter, and how an answer looks that tells it.
public record FollowUps(
        List<String> begins,
        Set<String> refers,
        List<String> asks,
        List<String> yesNo,
        List<String> states,
        Set<String> addresses,
        Set<String> plain,
        List<Aspect> aspects) {

    public static final FollowUps NONE =
            new FollowUps(List.of(), Set.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), List.of());

    /// A longer message is a matter of its own, whatever it begins with.
    private static final int WORDS_MAX = 12;

    /// A message that refers to something and has more words than this says what it is about.
    private static final int REFERRING_WORDS_MAX = 8;

    /// "After that, $15 is added" leans on the sentence before it.
    private static final int LEANING_WORDS = 2;

    /// Not the point of a price or of "a.m. to".
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+(?=[\\p{Lu}¿¡])");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}(am|pm)?");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    public FollowUps {
        begins = List.copyOf(begins);
        refers = Set.copyOf(refers);
        asks = List.copyOf(asks);
        yesNo = List.copyOf(yesNo);
        states = List.copyOf(states);
        addresses = Set.copyOf(addresses);
        plain = Set.copyOf(plain);
        aspects = List.copyOf(aspects);
    }

    public Kind kind(NormalizedText said) {
        var words = said.words();
        if (words.size() > WORDS_MAX
                || words.stream().allMatch(word -> NUMBER.matcher(word).matches())) {
            return Kind.NONE;
        }
        var goesOn = begin(said.text()) > 0;
        var refersBack = words.stream().anyMatch(refers::contains);
        if (ownWords(said).isEmpty()) {
            var isToTheCity = words.stream().anyMatch(addresses::contains);
            return goesOn || refersBack || !isToTheCity ? Kind.BARE : Kind.LIKELY;
        }
        return goesOn || refersBack && words.size() <= REFERRING_WORDS_MAX ? Kind.LIKELY : Kind.NONE;
    }

    /// The words of `said` that name something of their own.
    public List<String> ownWords(NormalizedText said) {
        return Stream.of(said.text().substring(begin(said.text())).strip().split(" "))
                .filter(word -> !word.isEmpty()
                        && !plain.contains(word)
                        && !refers.contains(word)
                        && !addresses.contains(word)
                        && !NUMBER.matcher(word).matches())
                .toList();
    }

    /// How many letters of `said` only join it to what was said before.
    private int begin(String said) {
        return begins.stream()
                .filter(begin -> said.equals(begin) || said.startsWith(begin + " "))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /// Whether `said` begins as what goes on with something: "and recycling", "what about cats".
    public boolean goesOn(String said) {
        return begin(said) > 0;
    }

    public boolean beginsAsQuestion(String said) {
        return begins(said, asks);
    }

    public boolean isYesNoQuestion(String said) {
        return begins(said, yesNo);
    }

    /// Whether `said` only says what its writer does.
    public boolean isStatement(String said) {
        return begins(said, states);
    }

    private boolean begins(String said, List<String> words) {
        var rest = said.substring(begin(said)).strip();
        return words.stream().anyMatch(word -> rest.equals(word) || rest.startsWith(word + " "));
    }

    /// What `said` wants to know; empty when that is not plain.
    public List<Aspect> asked(NormalizedText said) {
        return aspects.stream().filter(aspect -> aspect.isAsked(said.text())).toList();
    }

    /// Whether `answer` tells all of `asked`.
    public static boolean tells(String answer, List<Aspect> asked) {
        var folded = folded(answer);
        return asked.stream().allMatch(aspect -> aspect.isTold(folded));
    }

    /// The sentences of `answer` that tell any of `asked`, each with the one before it where it leans on that. All of
    /// `answer` where nothing is asked.
    public String telling(String answer, List<Aspect> asked) {
        var sentences = SENTENCE_END.split(answer);
        var isTold = new boolean[sentences.length];
        for (var i = sentences.length - 1; i >= 0; i--) {
            var sentence = folded(sentences[i]);
            var leads = i + 1 < sentences.length && isTold[i + 1] && leansBack(sentences[i + 1]);
            isTold[i] = leads || asked.stream().anyMatch(aspect -> aspect.isTold(sentence));
        }
        var told = IntStream.range(0, sentences.length)
                .filter(i -> isTold[i])
                .mapToObj(i -> sentences[i])
                .collect(Collectors.joining(" "));
        return told.isEmpty() ? answer : told;
    }

    private boolean leansBack(String sentence) {
        var words = NormalizedText.of(sentence);
        return begin(words.text()) > 0
                || words.words().stream().limit(LEANING_WORDS).anyMatch(refers::contains);
    }

    private static String folded(String answer) {
        return MARKS.matcher(Normalizer.normalize(answer, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /// What people want to know of a matter: what it costs, when, where.
    ///
    /// @param asked found in a message that asks for it
    /// @param told found in an answer that tells it; over small letters without accents, with all other signs
    public record Aspect(String name, List<SearchPattern> asked, List<SearchPattern> told) {

        public Aspect {
            asked = List.copyOf(asked);
            told = List.copyOf(told);
        }

        boolean isAsked(String said) {
            return asked.stream().anyMatch(pattern -> pattern.isIn(said));
        }

        boolean isTold(String answer) {
            return told.stream().anyMatch(pattern -> pattern.isIn(answer));
        }
    }

    /// How much a message leans on what was said before.
    public enum Kind {
        /// It says by itself what it is about.
        NONE,
        /// It may go on with what was said.
        LIKELY,
        /// It names no matter: it refers to one or leaves it out.
        BARE
    }
}
