package io.glassline.phrasing;

import java.util.List;
import java.util.Locale;

/// Puts approved answers into words for the question asked. Blocks for no longer than the city's time limit for its
/// model; never throws for a model that is away or says what it must not.
///
/// Safe to call from any thread.
public interface Phrasing {

    /// @param question in the citizen's words
    /// @param language that of the answers
    Outcome phrase(String question, List<ApprovedAnswer> approved, Locale language);

    sealed interface Outcome {

        /// Words in which nothing stands that is not approved.
        ///
        /// @param model which one made them
        record Phrased(String text, String model) implements Outcome {}

        /// The approved answer is to be said as it stands.
        ///
        /// @param reason in a word or two, for the trace and the figures
        record AsApproved(String reason) implements Outcome {}
    }
}
