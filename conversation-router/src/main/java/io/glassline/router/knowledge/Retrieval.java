package io.glassline.router.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the approved answer to a resident's text, and says so only when it is sure: a wrong answer in the city's
/// name costs more than a choice of three, or a person.
///
/// A text that is one of the phrasings, word for word, gets that entry. Any other is matched like this: 1. Words
/// that are mistyped are put right, towards the words of the knowledge. 2. English texts are placed by meaning
/// ([Embedder]); other languages by words and runs of three to five letters. 3. Each answer's score is the closest
/// of its phrasings, plus what a classifier trained on the phrasings gives it, plus the words it shares (BM25). 4.
/// The confidence is the probability that the best answer is right, from how close, likely, covered and far ahead
/// of the second it is. It is learnt by five-fold cross-validation over the phrasings and over a fixed set of
/// foreign texts, when the knowledge is loaded. 5. Two thresholds are read off the same trials. `Sure` is above the
/// confidence that at most 4 % of the foreign texts reach and from which on at least 90 % of the phrasings are
/// answered rightly, and never below 0.80. `Unsure` is above the confidence that at most 10 % of the foreign texts
/// reach, and never below 0.50. One word alone is never more than `Unsure`.
///
/// A message of several sentences whose whole is not sure is also read sentence by sentence. It is answered if
/// exactly one of them matches anything, that one is sure, and it is a question ("I live on Elm Street. When is
/// trash day? Thanks!"); otherwise a sentence that is sure makes it a choice.
///
/// Loading learns what the [TrainingCache] does not know yet. With the example city (51 answers, about 900
/// phrasings in each of two languages) all of it takes about 5 seconds on two processors, most of them in
/// the model. One text takes about 6 milliseconds in English and less than one in Spanish. Texts asked
/// before are remembered, in memory only.
///
/// Safe to call from any thread. The same text, knowledge and [#version()] give the same match.
public final class Retrieval {

    /// To be raised with every change that can change a match.
    private static final int PIPELINE_VERSION = 2;

    private static final int TEXT_CHARACTERS_MAX = 1_000;
    private static final int SENTENCES_MAX = 6;
    private static final int SENTENCE_WORDS_MIN = 3;
    private static final int REMEMBERED_MAX = 2_000;
    private static final int REMEMBERED_CHARACTERS_MAX = 120;

    /// After a sign that ends a sentence, or at the end of a line. A question mark stays with its question.
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\R+");

    private static final Pattern ADDRESS_ON_THE_NET = Pattern.compile("\\b(https?://|www\\.)\\S+|\\S+@\\S+\\.\\S+");

    private final String version;
    private final SortedMap<String, AnswerIndex> indexes = new TreeMap<>();
    private final Map<Query, Match> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Query, Match> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /// Over `knowledge`, with the model that comes with Glassline.
    public Retrieval(Knowledge knowledge, TrainingCache cache) {
        this(knowledge, Embedder.bgeSmall(), cache);
    }

    /// Over `knowledge`, with another model for English.
    public Retrieval(Knowledge knowledge, Embedder english, TrainingCache cache) {
        this.version = english.version() + "/" + PIPELINE_VERSION;
        for (var tag : knowledge.languages()) {
            var language = Locale.of(tag);
            var answers = knowledge.answers().stream()
                    .filter(answer -> !answer.phrasings(language).isEmpty())
                    .toList();
            indexes.put(
                    tag,
                    tag.equals("en")
                            ? AnswerIndex.byMeaning(answers, language, english, version, cache)
                            : AnswerIndex.byLetters(answers, language, version, cache));
        }
    }

    /// What the knowledge has to say to `text`. Only the approved answers in `language` are searched; in a language
    /// without any, there is nothing. Of a text longer than 1,000 characters the beginning is read.
    public Match match(String text, Locale language) {
        var index = indexes.get(Knowledge.tag(language));
        var asked = new Query(Knowledge.tag(language), readable(text));
        if (index == null || asked.text().isEmpty()) {
            return new Match.Nothing(0);
        }
        if (asked.text().length() > REMEMBERED_CHARACTERS_MAX) {
            return match(asked.text(), index);
        }
        synchronized (remembered) {
            var match = remembered.get(asked);
            if (match != null) {
                return match;
            }
        }
        var match = match(asked.text(), index);
        synchronized (remembered) {
            remembered.put(asked, match);
        }
        return match;
    }

    /// Names the way of matching, for the record: the model and the pipeline around it, `bge-small-en-v1.5-q/2`.
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

    private static Match match(String text, AnswerIndex index) {
        var whole = index.match(text);
        if (whole instanceof Match.Sure) {
            return whole;
        }
        var sentences = Stream.of(SENTENCE_END.split(text))
                .map(String::strip)
                .filter(sentence -> Words.of(sentence).size() >= SENTENCE_WORDS_MIN)
                .limit(SENTENCES_MAX)
                .toList();
        return sentences.isEmpty() || sentences.getFirst().equals(text) ? whole : bySentence(sentences, whole, index);
    }

    private static Match bySentence(List<String> sentences, Match whole, AnswerIndex index) {
        var telling = sentences.stream()
                .map(sentence -> new SentenceMatch(sentence, index.match(sentence)))
                .filter(sentence -> !(sentence.match() instanceof Match.Nothing))
                .toList();
        var sure = telling.stream()
                .filter(sentence -> sentence.match() instanceof Match.Sure)
                .toList();
        if (sure.isEmpty()) {
            return whole;
        }
        if (telling.size() == 1 && sure.getFirst().isQuestion()) {
            return sure.getFirst().match();
        }
        var choices = Stream.concat(sure.stream().flatMap(sentence -> answersOf(sentence.match())), answersOf(whole))
                .distinct()
                .limit(3)
                .toList();
        return new Match.Unsure(choices, whole.confidence());
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

    private record SentenceMatch(String sentence, Match match) {

        boolean isQuestion() {
            return sentence.endsWith("?");
        }
    }
}
