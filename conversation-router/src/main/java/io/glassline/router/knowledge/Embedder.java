package io.glassline.router.knowledge;

import java.util.Set;

/// Turns a text into a point, so that texts of like meaning lie close together. The seam for another model: an
/// operator's own ONNX file, or a remote one.
///
/// Promises: safe to call from any thread; the same text gives the same point as long as `version` stays the same;
/// all points have the same number of dimensions. They need not have length one.
public interface Embedder {

    /// Names the model for the record: `bge-small-en-v1.5-q`.
    String version();

    float[] embed(String text);

    /// How many numbers a point has.
    default int dimensions() {
        return embed("city").length;
    }

    /// Words the model knows, in lower case. Spelling correction leaves them as they are.
    default Set<String> words() {
        return Set.of();
    }

    /// The model that comes with Glassline: English, 384 dimensions, 34 MB, no network. It is loaded when the
    /// first text is embedded, which takes about a second, and kept for the life of the process, in about 120 MB.
    /// If the machine cannot run it, that first text fails with an [IllegalStateException] saying what is missing.
    static Embedder bgeSmall() {
        return BgeSmall.ONCE;
    }
}
