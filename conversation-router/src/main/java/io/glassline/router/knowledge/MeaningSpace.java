package io.glassline.router.knowledge;

import io.glassline.router.knowledge.ConfidenceModel.Expected;

/// Texts by their meaning, as a language model sees it.
final class MeaningSpace implements Space {

    private static final String SOME_TEXT = "city";

    /// As found with several knowledges of two cities, of two to eighteen phrasings an answer.
    private static final ExpectedConfidence OF_BGE_SMALL =
            new ExpectedConfidence(new Expected(-6, 9, 1.1, 0.3, 1.5), new Expected(-7, 11, 1.4, 0.5, 0.8));

    private static final ExpectedConfidence OF_ANOTHER_MODEL =
            new ExpectedConfidence(Expected.NOTHING, Expected.NOTHING);

    private final Embedder embedder;

    /// @throws IllegalStateException when the model cannot be used
    MeaningSpace(Embedder embedder) {
        this.embedder = embedder;
        var length = Point.length(embedder.embed(SOME_TEXT));
        if (!Double.isFinite(length) || length == 0) {
            throw new IllegalStateException("The language model " + embedder.version() + " gives points of length "
                    + length + ". Its file is damaged.");
        }
    }

    @Override
    public Point place(String text) {
        return Point.of(embedder.embed(text));
    }

    @Override
    public int dimensions() {
        return embedder.dimensions();
    }

    @Override
    public ExpectedConfidence expected() {
        return embedder.version().equals(BgeSmall.VERSION) ? OF_BGE_SMALL : OF_ANOTHER_MODEL;
    }
}
