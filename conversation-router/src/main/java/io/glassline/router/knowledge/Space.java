package io.glassline.router.knowledge;

import io.glassline.router.knowledge.ConfidenceModel.Expected;

/// Gives every text a place, such that texts that ask the same lie close together.
interface Space {

    Point place(String text);

    int dimensions();

    /// What confidence is expected to rest on in this space, before anything is tried in it.
    ExpectedConfidence expected();

    /// @param best that the best answer is the right one
    /// @param menu that the right one is among the best three
    record ExpectedConfidence(Expected best, Expected menu) {}
}
