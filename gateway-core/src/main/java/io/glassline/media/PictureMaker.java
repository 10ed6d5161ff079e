package io.glassline.media;

import java.io.IOException;
import java.io.InputStream;

/// Draws a picture anew from its pixels, so that nothing else of the file is in the copy: no place, no
/// camera, no hidden text, no program.
public interface PictureMaker {

    /// @param type by content
    PictureOutcome draw(InputStream picture, String type) throws IOException;

    sealed interface PictureOutcome {

        /// `width` and `height` are the original's, in pixels, before it is turned as its metadata asks.
        record Drawn(Copy shown, Copy thumbnail, int width, int height) implements PictureOutcome {}

        /// Not a picture, or of a kind that cannot be drawn here.
        record NotDrawn(String because) implements PictureOutcome {}

        /// It would take more memory than a picture may: a decompression bomb, or nearly.
        record TooManyPixels(long width, long height, long pixelsMax) implements PictureOutcome {}
    }

    record Copy(byte[] bytes, String type, int width, int height) {}
}
