package io.glassline.router.knowledge;

/// Texts by their meaning, as a language model sees it.
final class MeaningSpace implements Space {

    private final Embedder embedder;
    private final int dimensions;

    MeaningSpace(Embedder embedder) {
        this.embedder = embedder;
        this.dimensions = embedder.embed("city").length;
    }

    @Override
    public Point place(String text) {
        return Point.of(embedder.embed(text));
    }

    @Override
    public int dimensions() {
        return dimensions;
    }
}
