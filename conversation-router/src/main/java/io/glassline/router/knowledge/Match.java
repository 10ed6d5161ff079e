package io.glassline.router.knowledge;

import java.util.List;

/// What the knowledge has to say to a text.
///
/// `confidence` is comparable within one knowledge and language only; it goes into the record beside the versions
/// of the knowledge and the retrieval, so that a decision can be looked at later.
public sealed interface Match {

    double confidence();

    /// This is what was asked. Give the answer.
    record Sure(Answer answer, double confidence) implements Match {}

    /// It may be one of these, best first: at least one, at most three. Let the resident choose, and offer a
    /// person.
    record Unsure(List<Answer> bestThree, double confidence) implements Match {

        public Unsure {
            bestThree = List.copyOf(bestThree);
        }
    }

    /// The knowledge has nothing for this. A person should see it.
    record Nothing(double confidence) implements Match {}
}
