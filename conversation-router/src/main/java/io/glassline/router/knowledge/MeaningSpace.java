package io.glassline.router.knowledge;

/// Texts by their meaning, as a language model sees it.
final class MeaningSpace implements Space {

    private final Embedder embedder;

    MeaningSpace(Embedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public Point place(String text) {
        return Point.of(embedder.embed(text));
    }

    @Override
    public int dimensions() {
        return embedder.dimensions();
    }
}
