package io.glassline.bench.loss;

import java.util.List;
import java.util.stream.Stream;

/// What a citizen says, and what the city must make of it.
///
/// @param expects words of which one must be in the answer, all white space a single blank
/// @param toPerson whether the conversation must be with people afterwards
record Question(String words, List<String> expects, boolean toPerson) {

    static Question answered(String words, String... expects) {
        return new Question(words, Stream.of(expects).map(Question::oneLine).toList(), false);
    }

    /// The city's promise to hand over has words that its queues fill in, so it is told by the decision.
    static Question handedOver(String words) {
        return new Question(words, List.of(""), true);
    }

    boolean isAnsweredBy(String answer) {
        return expects.stream().anyMatch(answer::contains);
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
