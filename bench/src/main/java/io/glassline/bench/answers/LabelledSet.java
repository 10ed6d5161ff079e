package io.glassline.bench.answers;

import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Knowledge;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// A public set of labelled sentences in English: those to learn from, and those to ask.
///
/// @param test an empty label is out of scope
record LabelledSet(String name, List<Sentence> training, List<Sentence> test) {

    private static final long SEED = 77;
    private static final LocalDate SOME_DAY = LocalDate.EPOCH;

    record Sentence(String text, Optional<String> label) {}

    /// Each label is an answer with this many of its sentences as phrasings, the same in every run. The label's own
    /// words are what the answer says.
    Knowledge fewShot(int shots) {
        Map<String, List<String>> byLabel = new LinkedHashMap<>();
        training.forEach(sentence -> sentence.label()
                .ifPresent(label ->
                        byLabel.computeIfAbsent(label, _ -> new ArrayList<>()).add(sentence.text())));
        var answers = new ArrayList<Answer>();
        byLabel.forEach((label, sentences) -> {
            var some = new ArrayList<>(sentences.stream().distinct().toList());
            Collections.shuffle(some, new Random(SEED));
            answers.add(answer(label, some.subList(0, Math.min(shots, some.size()))));
        });
        return new Knowledge(answers);
    }

    private static Answer answer(String label, List<String> phrasings) {
        return new Answer(
                label,
                "set",
                "set",
                URI.create("https://set.example"),
                SOME_DAY,
                SOME_DAY,
                new TreeMap<>(Map.of("en", phrasings)),
                new TreeMap<>(Map.of("en", label.replaceAll("[_-]", " "))));
    }

    List<Question> questions() {
        return test.stream()
                .map(sentence -> new Question(Locale.ENGLISH, "as written", sentence.label(), sentence.text()))
                .toList();
    }
}
