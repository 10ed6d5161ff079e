package io.glassline.routing;

/// What a citizen wants of the addresses that are theirs.
public sealed interface LinkWish {

    /// Another address is theirs, too.
    ///
    /// @param typed as they wrote it; empty where they did not say which
    record Link(String typed) implements LinkWish {}

    /// The one they write from is to be linked to none.
    record Unlink() implements LinkWish {}
}
