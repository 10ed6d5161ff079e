package io.glassline.media;

import java.io.IOException;
import java.io.InputStream;

/// Tells the type of a file by its content. Names and what a provider says of it are not looked at.
public interface TypeDetector {

    /// @return a media type without parameters, such as `image/jpeg`; `application/octet-stream` where it
    ///     is not known.
    String typeOf(InputStream file) throws IOException;
}
