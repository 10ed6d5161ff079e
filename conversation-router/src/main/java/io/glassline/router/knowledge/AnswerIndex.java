package io.glassline.router.knowledge;

import io.glassline.router.knowledge.Classifier.Example;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Preamble;
import io.glassline.router.words.TextingStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The answers in one language, ready to be searched.
final class AnswerIndex {

    private static final int CHOICES_MAX = 3;

    private final List<Answer> answers;
    private final Map<List<String>, Integer> claimed = new HashMap<>(); // phrasings, word for word
    private final Space space;
    private final Spelling spelling;
    private final TextingStyle texting;
    private final Ranker ranker;
    private final Calibration calibration;

    private AnswerIndex(
            List<Answer> answers,
            Locale language,
            Space space,
            Spelling spelling,
            String version,
            TrainingCache cache) {
        this.answers = answers;
        this.space = space;
        this.spelling = spelling;
        this.texting = new TextingStyle(language, phrasings(answers, language), List.of());
        var asked = Stream.concat(
                        IntStream.range(0, answers.size())
                                .boxed()
                                .flatMap(number ->
                                        asking(number, answers.get(number).phrasings(language))),
                        asking(answers.size(), Background.texts(language)))
                .toList();
        for (var number = 0; number < answers.size(); number++) {
            for (var phrasing : answers.get(number).phrasings(language)) {
                claimed.putIfAbsent(Words.of(phrasing), number);
            }
        }
        var name = TrainingResult.name(
                version,
                Knowledge.tag(language),
                asked.stream().map(LabelledText::text).toList(),
                asked.stream().map(LabelledText::number).toList());
        var before = cache.read(name)
                .flatMap(TrainingResult::read)
                .filter(result -> result.fit(asked.size(), answers.size() + 1, space));
        var examples = before.map(result -> placedBefore(asked, result)).orElseGet(() -> placed(asked));
        this.ranker = before.map(result -> new Ranker(examples, answers.size(), result.classifier()))
                .orElseGet(() -> Ranker.trained(examples, space.dimensions(), answers.size()));
        this.calibration = before.map(TrainingResult::calibration)
                .orElseGet(() -> Calibration.measure(examples, space.dimensions(), answers.size()));
        if (before.isEmpty()) {
            cache.write(
                    name,
                    TrainingResult.of(examples, ranker.classifier(), calibration, space)
                            .bytes());
        }
    }

    private List<Example> placed(List<LabelledText> asked) {
        return asked.parallelStream().map(this::example).toList();
    }

    /// Where the space is cheap it is asked again; where it is a model, it was asked before.
    private List<Example> placedBefore(List<LabelledText> asked, TrainingResult result) {
        return result.points().isEmpty()
                ? placed(asked)
                : IntStream.range(0, asked.size())
                        .parallel()
                        .mapToObj(i -> new Example(
                                asked.get(i).number(),
                                asked.get(i).text(),
                                Words.of(spelling.corrected(asked.get(i).text())),
                                Point.atLength(result.points().get(i))))
                        .toList();
    }

    /// For the language of a model. Words the model knows are not spelled wrong.
    static AnswerIndex byMeaning(
            List<Answer> answers, Locale language, Embedder embedder, String version, TrainingCache cache) {
        var spelling = new Spelling(phrasings(answers, language), embedder.words(), 4);
        return new AnswerIndex(answers, language, new MeaningSpace(embedder), spelling, version, cache);
    }

    /// For a language without a model. There is no list of its words either, so what stands in the answers and in
    /// the foreign texts is taken to be right, and only longer words are corrected.
    static AnswerIndex byLetters(List<Answer> answers, Locale language, String version, TrainingCache cache) {
        var foreign = Background.texts(language);
        var known = new HashSet<String>();
        answers.forEach(answer -> known.addAll(Words.of(answer.text(language))));
        foreign.forEach(text -> known.addAll(Words.of(text)));
        var texts = Stream.concat(phrasings(answers, language).stream(), foreign.stream())
                .toList();
        var spelling = new Spelling(phrasings(answers, language), Set.copyOf(known), 5);
        return new AnswerIndex(answers, language, new LetterSpace(texts), spelling, version, cache);
    }

    private static List<String> phrasings(List<Answer> answers, Locale language) {
        return answers.stream()
                .flatMap(answer -> answer.phrasings(language).stream())
                .toList();
    }

    private static Stream<LabelledText> asking(int number, List<String> texts) {
        return texts.stream().map(text -> new LabelledText(number, text));
    }

    private Example example(LabelledText asking) {
        var corrected = spelling.corrected(asking.text());
        return new Example(asking.number(), asking.text(), Words.of(corrected), space.place(corrected));
    }

    /// Of `text` as it stands; where that is not sure, also without what people say before a question,
    /// and as it is meant where it is texted or mistyped.
    Match match(String text) {
        var match = matchAsItStands(text);
        if (match instanceof Match.Sure) {
            return match;
        }
        var question = Preamble.without(text);
        var best = question.equals(text) ? match : surer(match, matchAsItStands(question));
        return texting.expanded(NormalizedText.of(question))
                .filter(_ -> !(best instanceof Match.Sure))
                .map(meant -> surer(best, matchAsItStands(meant.text())))
                .orElse(best);
    }

    private static Match surer(Match one, Match other) {
        var isSurer = rank(other) > rank(one) || rank(other) == rank(one) && other.confidence() > one.confidence();
        return isSurer ? other : one;
    }

    private static int rank(Match match) {
        return switch (match) {
            case Match.Sure _ -> 2;
            case Match.Unsure _ -> 1;
            case Match.Nothing _ -> 0;
        };
    }

    private Match matchAsItStands(String text) {
        var words = Words.of(text);
        if (words.isEmpty()) {
            return new Match.Nothing(0);
        }
        var wordForWord = claimed.get(words);
        if (wordForWord != null) {
            return new Match.Sure(answers.get(wordForWord), 1);
        }
        var asked = example(new LabelledText(answers.size(), text));
        var ranking = ranker.rank(asked.words(), asked.point());
        var confidence = calibration.model().confidence(ranking.evidence());
        if (confidence > calibration.sure() && words.size() > 1) {
            return new Match.Sure(answers.get(ranking.best()), confidence);
        }
        if (confidence > calibration.unsure()) {
            var best = ranking.answers().stream()
                    .limit(CHOICES_MAX)
                    .map(answers::get)
                    .toList();
            return new Match.Unsure(best, confidence);
        }
        return new Match.Nothing(confidence);
    }

    Stream<Retrieval.Confusion> confusions() {
        return calibration.confusions().stream()
                .map(trial -> new Retrieval.Confusion(
                        answers.get(trial.asked()), trial.text(), answers.get(trial.answered())));
    }

    private record LabelledText(int number, String text) {}
}
