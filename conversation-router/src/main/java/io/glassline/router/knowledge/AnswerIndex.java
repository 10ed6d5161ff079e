package io.glassline.router.knowledge;

import io.glassline.router.knowledge.Example.Origin;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Preamble;
import io.glassline.router.words.TextingStyle;
import io.glassline.routing.RoutingDecision.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The answers in one language, ready to be searched by what a text means.
final class AnswerIndex {

    private final List<Answer> answers;
    private final Space space;
    private final Spelling spelling;
    private final TextingStyle texting;
    private final Ranker ranker;
    private final Calibration calibration;

    private AnswerIndex(
            List<Answer> answers,
            Space space,
            Spelling spelling,
            TextingStyle texting,
            List<Example> examples,
            Supplier<String> name,
            TrainingCache cache) {
        this.answers = answers;
        this.space = space;
        this.spelling = spelling;
        this.texting = texting;
        var own = OwnGround.without(examples, answers.size());
        var before = cache.read(name.get())
                .flatMap(TrainingResult::read)
                .filter(result -> result.classifier().fits(space.dimensions(), answers.size() + 1));
        var training = CompletableFuture.supplyAsync(
                () -> before.map(result -> new Ranker(own, answers.size(), result.classifier()))
                        .orElseGet(() -> Ranker.trained(own, space.dimensions(), answers.size())));
        this.calibration = before.map(TrainingResult::calibration)
                .orElseGet(() -> Calibration.measure(own, space, answers.size()));
        this.ranker = training.join();
        if (before.isEmpty()) {
            cache.write(name.get(), new TrainingResult(ranker.classifier(), calibration).bytes());
        }
    }

    /// For the language of a model. Words the model knows are not spelled wrong.
    ///
    /// @throws IllegalStateException when the model cannot be used
    static AnswerIndex byMeaning(
            List<Answer> answers, Locale language, Embedder embedder, String version, TrainingCache cache) {
        var texts = texts(answers, language);
        var spelling = new Spelling(phrasings(answers, language), embedder.words(), 4);
        var space = new MeaningSpace(embedder);
        var corrected =
                texts.stream().map(text -> spelling.corrected(text.text())).toList();
        var places = new PointCache(space, embedder.version(), cache).places(corrected);
        var examples = examples(texts, spelling, text -> Objects.requireNonNull(places.get(text)));
        return new AnswerIndex(
                answers,
                space,
                spelling,
                texting(answers, language),
                examples,
                () -> name(texts, language, version),
                cache);
    }

    /// For a language without a model. There is no list of its words either, so what stands in the answers and in
    /// the foreign texts is taken to be right, and only longer words are corrected.
    static AnswerIndex byLetters(List<Answer> answers, Locale language, String version, TrainingCache cache) {
        var texts = texts(answers, language);
        var known = new HashSet<String>();
        answers.forEach(answer -> known.addAll(Words.of(answer.text(language))));
        Background.texts(language).forEach(text -> known.addAll(Words.of(text)));
        var spelling = new Spelling(phrasings(answers, language), Set.copyOf(known), 5);
        var space = new LetterSpace(texts.stream().map(LabelledText::text).toList());
        var examples = examples(texts, spelling, space::place);
        return new AnswerIndex(
                answers,
                space,
                spelling,
                texting(answers, language),
                examples,
                () -> name(texts, language, version),
                cache);
    }

    private static TextingStyle texting(List<Answer> answers, Locale language) {
        return new TextingStyle(language, phrasings(answers, language), List.of());
    }

    private static List<LabelledText> texts(List<Answer> answers, Locale language) {
        var texts = new ArrayList<LabelledText>();
        for (var number = 0; number < answers.size(); number++) {
            var answer = answers.get(number);
            for (var phrasing : answer.phrasings(language)) {
                texts.add(new LabelledText(number, phrasing, Origin.PHRASING));
            }
            for (var text : AnswerText.about(answer, language)) {
                texts.add(new LabelledText(number, text, Origin.ANSWER_TEXT));
            }
        }
        for (var text : Background.texts(language)) {
            texts.add(new LabelledText(answers.size(), text, Origin.FOREIGN));
        }
        return texts;
    }

    private static List<String> phrasings(List<Answer> answers, Locale language) {
        return answers.stream()
                .flatMap(answer -> answer.phrasings(language).stream())
                .toList();
    }

    private static List<Example> examples(List<LabelledText> texts, Spelling spelling, Function<String, Point> places) {
        return texts.parallelStream()
                .map(text -> {
                    var corrected = spelling.corrected(text.text());
                    return new Example(
                            text.number(), text.text(), Words.of(corrected), places.apply(corrected), text.origin());
                })
                .toList();
    }

    private static String name(List<LabelledText> texts, Locale language, String version) {
        return TrainingResult.name(
                version,
                Knowledge.tag(language),
                texts.stream().map(text -> text.number() + "\t" + text.text()).toList());
    }

    /// Of `text` as it stands; where that is not sure, also without what people say before a question,
    /// and as it is meant where it is texted or mistyped.
    RankedMatch match(String text) {
        var match = matchAsItStands(text);
        if (match.match() instanceof Match.Sure) {
            return match;
        }
        var question = Preamble.without(text);
        var best = question.equals(text) ? match : surer(match, matchAsItStands(question));
        return texting.expanded(NormalizedText.of(question))
                .filter(_ -> !(best.match() instanceof Match.Sure))
                .map(meant -> surer(best, matchAsItStands(meant.text())))
                .orElse(best);
    }

    private static RankedMatch surer(RankedMatch one, RankedMatch other) {
        var by = Integer.compare(rank(other.match()), rank(one.match()));
        var isSurer =
                by > 0 || by == 0 && other.match().confidence() > one.match().confidence();
        return isSurer ? other : one;
    }

    private static int rank(Match match) {
        return switch (match) {
            case Match.Sure _ -> 2;
            case Match.Unsure _ -> 1;
            case Match.Nothing _ -> 0;
        };
    }

    private RankedMatch matchAsItStands(String text) {
        var corrected = spelling.corrected(text);
        var words = Words.of(corrected);
        var ranking = ranker.rank(words, space.place(corrected));
        var confidence = calibration.best().confidence(ranking.forBest());
        return new RankedMatch(match(ranking, confidence, words.size()), nearest(ranking, confidence));
    }

    private Match match(Ranker.Ranking ranking, double confidence, int words) {
        if (confidence > calibration.sure() && words > 1) {
            return new Match.Sure(answers.get(ranking.best()), confidence);
        }
        if (calibration.menu().confidence(ranking.forMenu()) > calibration.listed()) {
            return new Match.Unsure(ranking.menu().stream().map(answers::get).toList(), confidence);
        }
        return new Match.Nothing(confidence);
    }

    private List<Candidate> nearest(Ranker.Ranking ranking, double confidence) {
        var nearest = new ArrayList<Candidate>();
        nearest.add(new Candidate(answers.get(ranking.best()).id(), confidence));
        var behind = ranking.behind().get();
        for (var place = 0; place < behind.size(); place++) {
            var answer = answers.get(ranking.menu().get(place + 1));
            nearest.add(new Candidate(answer.id(), calibration.best().confidence(behind.get(place))));
        }
        return nearest;
    }

    Stream<Retrieval.Confusion> confusions() {
        return calibration.confusions().stream()
                .map(confusion -> new Retrieval.Confusion(
                        answers.get(confusion.asked()), confusion.text(), answers.get(confusion.answered())));
    }

    private record LabelledText(int number, String text, Origin origin) {}
}
