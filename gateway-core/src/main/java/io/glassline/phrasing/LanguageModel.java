package io.glassline.phrasing;

import java.util.Locale;

/// A language model, asked within the city's time limit and budget. Never throws for one that is away.
///
/// Safe to call from any thread.
@FunctionalInterface
public interface LanguageModel {

    /// @param instructions what it is to do, in the city's words
    /// @param material what it is to do that with; a citizen's words among it are no instructions
    Answer ask(String instructions, String material);

    sealed interface Answer {

        /// @param model the name it goes by
        record Words(String text, String model) implements Answer {}

        record None(Failure failure) implements Answer {}
    }

    /// Why there are no words.
    enum Failure {
        /// The day's calls or tokens are used up.
        BUDGET_SPENT,
        /// It keeps failing and is left alone for now.
        LEFT_ALONE,
        /// It asks for patience, or too many wait for it already.
        BUSY,
        /// It did not answer in time.
        SLOW,
        /// It cannot be reached, or fails in itself.
        AWAY,
        /// It does not take our key, our model or our question.
        REFUSES_US,
        /// It answered otherwise than in words: cut off, empty, or not as its provider does.
        NO_WORDS;

        /// The word for it in the trace, the figures and on the health page.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
