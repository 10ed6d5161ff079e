package io.glassline.bench.answers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What someone asks, and the answer that is right: none where the city has none.
///
/// @param style how it is written: `clean`, `texting` and so on
record Question(Locale language, String style, Optional<String> answer, String text) {

    boolean isOutOfScope() {
        return answer.isEmpty();
    }

    /// What somebody made of a question.
    sealed interface Reply {

        /// @param confidence that the answer is the right one, from 0 to 1
        record Answered(String answer, double confidence) implements Reply {}

        /// @param answers a menu, best first
        /// @param confidence that the first of them is the right one
        record Listed(List<String> answers, double confidence) implements Reply {}

        record Refused(double confidence) implements Reply {}
    }

    boolean isRight(Reply reply) {
        return reply instanceof Reply.Answered(var given, var _)
                && answer.filter(given::equals).isPresent();
    }

    boolean isListed(Reply reply) {
        return reply instanceof Reply.Listed(var menu, var _)
                && answer.filter(menu::contains).isPresent();
    }
}
