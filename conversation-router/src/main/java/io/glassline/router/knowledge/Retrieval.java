package io.glassline.router.knowledge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the approved answer to a resident's text, and says so only when it is sure: a wrong answer in the city's
/// name costs more than a choice of three, or a person.
///
/// A text that is one of the phrasings, word for word, gets that entry. Any other is matched like this:
///
/// 1. Words that are mistyped are put right, towards the words of the knowledge.
/// 2. English texts are placed by meaning ([Embedder]); other languages by words and runs of three to
///    five letters.
/// 3. Each answer's score is the closest of its phrasings, plus what a classifier trained on the
///    phrasings gives it, plus the words it shares (BM25). An answer with few phrasings is found by its
///    name and its first sentence, too, which count for less ([AnswerText]).
/// 4. Two confidences are probabilities, each from how close, likely, covered and far ahead: that the
///    best answer is the right one, and that the right one is among the best three. They begin at what
///    several cities came to and are learnt by five-fold cross-validation over the phrasings and over a
///    fixed set of foreign texts ([Calibration]). Near-copies of a phrasing are held out with it
///    ([Folds]); foreign texts that are the city's own business are left out ([OwnGround]).
/// 5. Two thresholds are read off the same trials. `Sure` is above the confidence that at most 4 % of
///    the foreign texts reach and from which on at least 95 % of the phrasings are answered rightly,
///    and never below 0.85. `Unsure` is where the right answer is in the menu one time in four or more,
///    unless more than 20 % of the foreign texts would get one. One word alone is never more than
///    `Unsure`.
///
/// A message of several sentences whose whole is not sure is also read sentence by sentence. It is answered if
/// exactly one of them matches anything, that one is sure, and it is a question ("I live on Elm Street. When is
/// trash day? Thanks!"); otherwise a sentence that is sure makes it a choice.
///
/// Loading learns what the [TrainingCache] does not know yet. With the example city (51 answers, about
/// 900 phrasings in each of two languages) all of it takes about 5 seconds on two processors, with 385
/// answers of one to four phrasings about 15, most of them in the model. One text takes about 6
/// milliseconds in English and less than one in Spanish. Texts asked before are remembered, in memory
/// only. Where the model cannot be used, English is matched word for word.
///
/// Safe to call from any thread. The same text, knowledge and [#version()] give the same match.
public final class Retrieval implements Answers {

    /// To be raised with every change that can change a match.
    private static final int PIPELINE_VERSION = 3;

    private static final String ENGLISH = "en";

    private static final int TEXT_CHARACTERS_MAX = 1_000;
    private static final int SENTENCES_MAX = 6;
    private static final int SENTENCE_WORDS_MIN = 3;
    private static final int REMEMBERED_MAX = 2_000;
    private static final int REMEMBERED_CHARACTERS_MAX = 120;

    /// After a sign that ends a sentence, or at the end of a line. A question mark stays with its question.
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\R+");

    private static final Pattern ADDRESS_ON_THE_NET = Pattern.compile("\\b(https?://|www\\.)\\S+|\\S+@\\S+\\.\\S+");

    private final String version;
    private final SortedMap<String, WordForWord> phrasings = new TreeMap<>();
    private final SortedMap<String, AnswerIndex> indexes = new TreeMap<>();
    private final SortedMap<String, String> unlearnt = new TreeMap<>();
    private final Map<Query, RankedMatch> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Query, RankedMatch> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /// Over `knowledge`, with the model that comes with Glassline.
    public Retrieval(Knowledge knowledge, TrainingCache cache) {
        this(knowledge, Embedder.bgeSmall(), cache);
    }

    /// Over `knowledge`, with another model for English. Where that cannot be used, English is matched word for word;
    /// see [#unlearnt()].
    public Retrieval(Knowledge knowledge, Embedder english, TrainingCache cache) {
        this(knowledge, english);
        for (var tag : phrasings.keySet()) {
            var language = Locale.of(tag);
            if (!tag.equals(ENGLISH)) {
                indexes.put(tag, AnswerIndex.byLetters(answers(knowledge, language), language, version, cache));
                continue;
            }
            try {
                indexes.put(
                        tag, AnswerIndex.byMeaning(answers(knowledge, language), language, english, version, cache));
            } catch (RuntimeException | LinkageError e) {
                unlearnt.put(tag, reason(e));
            }
        }
    }

    private Retrieval(Knowledge knowledge, Embedder english) {
        this.version = english.version() + "/" + PIPELINE_VERSION;
        for (var tag : knowledge.languages()) {
            var language = Locale.of(tag);
            phrasings.put(tag, new WordForWord(answers(knowledge, language), language));
        }
    }

    /// Over `knowledge`, and nothing is learnt: only a text that is one of the phrasings, word for word, is found.
    public static Retrieval wordForWord(Knowledge knowledge) {
        return new Retrieval(knowledge, Embedder.bgeSmall());
    }

    private static List<Answer> answers(Knowledge knowledge, Locale language) {
        return knowledge.answers().stream()
                .filter(answer -> !answer.phrasings(language).isEmpty())
                .toList();
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /// The languages in which only a phrasing is found, word for word, and why: their model cannot be used. All else
    /// that is asked in them is for a person.
    public SortedMap<String, String> unlearnt() {
        return Collections.unmodifiableSortedMap(unlearnt);
    }

    /// What the knowledge has to say to `text`. Only the approved answers in `language` are searched; in a language
    /// without any, there is nothing. Of a text longer than 1,000 characters the beginning is read.
    @Override
    public Match match(String text, Locale language) {
        return ranked(text, language).match();
    }

    @Override
    public RankedMatch ranked(String text, Locale language) {
        var asked = new Query(Knowledge.tag(language), readable(text));
        if (!phrasings.containsKey(asked.language()) || asked.text().isEmpty()) {
            return RankedMatch.of(new Match.Nothing(0));
        }
        if (asked.text().length() > REMEMBERED_CHARACTERS_MAX) {
            return match(asked);
        }
        synchronized (remembered) {
            var match = remembered.get(asked);
            if (match != null) {
                return match;
            }
        }
        var match = match(asked);
        synchronized (remembered) {
            remembered.put(asked, match);
        }
        return match;
    }

    /// Names the way of matching, for the record: the model and the pipeline around it, `bge-small-en-v1.5-q/2`.
    @Override
    public String version() {
        return version;
    }

    /// Phrasings that would have got another entry's answer, had they not been known: the owners of both should
    /// look whether the entries say the same or need other phrasings.
    public List<Confusion> confusions() {
        return indexes.values().stream().flatMap(AnswerIndex::confusions).toList();
    }

    private static String readable(String text) {
        var plain = ADDRESS_ON_THE_NET.matcher(text).replaceAll(" ").strip();
        return plain.substring(0, Math.min(plain.length(), TEXT_CHARACTERS_MAX));
    }

    private RankedMatch match(Query asked) {
        var whole = matchWhole(asked);
        if (whole.match() instanceof Match.Sure) {
            return whole;
        }
        var sentences = Stream.of(SENTENCE_END.split(asked.text()))
                .map(String::strip)
                .filter(sentence -> Words.of(sentence).size() >= SENTENCE_WORDS_MIN)
                .limit(SENTENCES_MAX)
                .toList();
        return sentences.isEmpty() || sentences.getFirst().equals(asked.text())
                ? whole
                : bySentence(asked.language(), sentences, whole);
    }

    private RankedMatch bySentence(String language, List<String> sentences, RankedMatch whole) {
        var telling = sentences.stream()
                .map(sentence -> new SentenceMatch(sentence, matchWhole(new Query(language, sentence))))
                .filter(sentence -> !(sentence.ranked().match() instanceof Match.Nothing))
                .toList();
        var sure = telling.stream()
                .filter(sentence -> sentence.ranked().match() instanceof Match.Sure)
                .toList();
        if (sure.isEmpty()) {
            return whole;
        }
        if (telling.size() == 1 && sure.getFirst().isQuestion()) {
            return sure.getFirst().ranked();
        }
        var choices = Stream.concat(
                        sure.stream()
                                .flatMap(sentence -> answersOf(sentence.ranked().match())),
                        answersOf(whole.match()))
                .distinct()
                .limit(Ranker.CHOICES_MAX)
                .toList();
        var nearest = sure.stream()
                .flatMap(sentence -> sentence.ranked().nearest().stream().limit(1))
                .distinct()
                .toList();
        return new RankedMatch(new Match.Unsure(choices, whole.match().confidence()), nearest);
    }

    /// Of a text as one.
    private RankedMatch matchWhole(Query asked) {
        var words = Words.of(asked.text());
        var index = indexes.get(asked.language());
        var claimed = Objects.requireNonNull(phrasings.get(asked.language())).find(words);
        if (claimed.isPresent()) {
            return RankedMatch.of(new Match.Sure(claimed.get(), 1));
        }
        return index == null || words.isEmpty() ? RankedMatch.of(new Match.Nothing(0)) : index.match(asked.text());
    }

    private static Stream<Answer> answersOf(Match match) {
        return switch (match) {
            case Match.Sure(var answer, var _) -> Stream.of(answer);
            case Match.Unsure(var bestThree, var _) -> bestThree.stream();
            case Match.Nothing _ -> Stream.empty();
        };
    }

    /// @param phrasing one of the phrasings of `asked`
    /// @param answered the entry whose answer it would have got
    public record Confusion(Answer asked, String phrasing, Answer answered) {}

    private record Query(String language, String text) {}

    private record SentenceMatch(String sentence, RankedMatch ranked) {

        boolean isQuestion() {
            return sentence.endsWith("?");
        }
    }
}
