package io.glassline.request;

import java.net.URI;

/// A photo as a system is given it.
public sealed interface GivenPhoto {

    /// An address from which the system fetches it.
    record Address(URI at) implements GivenPhoto {}

    /// The photo itself.
    ///
    /// @param name a file name that says nothing of the citizen
    /// @param type of its content, such as `image/jpeg`
    record File(String name, String type, byte[] bytes) implements GivenPhoto {}
}
