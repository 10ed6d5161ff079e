package io.glassline.bench.loss;

/// What a citizen says, and what the city must make of it.
///
/// @param expects words that are in the answer, all white space a single blank
/// @param toPerson whether the conversation must be with people afterwards
record Line(String words, String expects, boolean toPerson) {

    static Line answered(String words, String expects) {
        return new Line(words, oneLine(expects), false);
    }

    /// The city's promise to hand over has words that its queues fill in, so it is told by the decision.
    static Line handedOver(String words) {
        return new Line(words, "", true);
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
