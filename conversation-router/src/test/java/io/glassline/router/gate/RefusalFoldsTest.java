package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import io.glassline.router.words.NormalizedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// How well refusals of messages are heard that nothing was learnt from: the training sentences in three
/// parts, each judged by the phrases of the example city and by what is learnt from the other two.
class RefusalFoldsTest {

    private static final int FOLDS = 3;

    private static final Gates GATES = ExampleCity.city().gates();

    @Test
    void whatWasNotLearntFromIsHeardAndNobodyIsOptedOutFalsely() {
        var judged = judged();

        assertThat(share(judged, Judged::refuses, Judged::isHeard))
                .as("refusals heard")
                .isGreaterThan(0.9);
        assertThat(share(judged, one -> !one.refuses(), Judged::isHeard))
                .as("others asked about, one in ten of them written to sound like one")
                .isLessThan(0.04);
        assertThat(judged.stream()
                        .filter(one -> !one.refuses() && one.isOptedOut())
                        .map(Judged::text))
                .as("opted out falsely")
                .isEmpty();
    }

    private static List<Judged> judged() {
        var sentences = new ArrayList<>(TrainingSentence.refusals());
        Collections.shuffle(sentences, new Random(7));
        var judged = new ArrayList<Judged>();
        for (var fold = 0; fold < FOLDS; fold++) {
            var learnt = new ArrayList<TrainingSentence>();
            var kept = new ArrayList<TrainingSentence>();
            for (var i = 0; i < sentences.size(); i++) {
                (i % FOLDS == fold ? kept : learnt).add(sentences.get(i));
            }
            var classifier = TextClassifier.trained(learnt);
            kept.forEach(sentence -> judged.add(judge(classifier, sentence)));
        }
        return judged;
    }

    private static Judged judge(TextClassifier classifier, TrainingSentence sentence) {
        var text = sentence.text();
        var heard = GATES.refusals()
                .in(text, GATES::readings)
                .or(() -> LearntRefusals.in(classifier, GATES.readings(NormalizedText.of(text))));
        return new Judged(text, !sentence.label().equals(TrainingSentence.NONE), heard);
    }

    private static double share(List<Judged> judged, Predicate<Judged> of, Predicate<Judged> are) {
        var all = judged.stream().filter(of).toList();
        return (double) all.stream().filter(are).count() / all.size();
    }

    private record Judged(String text, boolean refuses, Optional<Refusals.Hit> heard) {

        boolean isHeard() {
            return heard.isPresent();
        }

        boolean isOptedOut() {
            return heard.filter(Refusals.Hit::isCertain).isPresent();
        }
    }
}
