package io.glassline.router.knowledge;

import java.util.List;

/// A text to learn from, and where it lies.
///
/// @param answer the number of the answer that it asks for; for a foreign text, how many answers there are
/// @param words after their spelling was corrected
record Example(int answer, String text, List<String> words, Point point, Origin origin) {

    /// Where a text comes from.
    enum Origin {
        /// How residents ask.
        PHRASING,

        /// The first sentences of the answer itself. It is close to what is asked, and is no question, so it counts
        /// for less; where an answer has one or two phrasings it is most of what there is.
        ANSWER_TEXT,

        /// Nothing of the city's.
        FOREIGN
    }

    boolean isPhrasing() {
        return origin == Origin.PHRASING;
    }

    boolean isForeign() {
        return origin == Origin.FOREIGN;
    }
}
