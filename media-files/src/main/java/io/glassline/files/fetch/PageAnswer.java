package io.glassline.files.fetch;

import java.net.URI;

/// What became of the call of one page.
public sealed interface PageAnswer {

    /// @param contentType as the server says, with its charset; empty when it says nothing
    /// @param body unpacked
    record Page(URI at, String contentType, byte[] body) implements PageAnswer {}

    /// It is elsewhere. Whether that may be called is asked again.
    record Moved(URI to) implements PageAnswer {}

    /// The server answered with this status and no page.
    record NoPage(int status) implements PageAnswer {}

    /// It was not called.
    record NotCalled(String because) implements PageAnswer {}

    record TooLarge(long bytesMax) implements PageAnswer {}

    record Failed(String because) implements PageAnswer {}
}
