package io.glassline.kit;

import java.io.IOException;

/// Something that every channel promises.
///
/// @param name short and for ever, such as `wrong-proof`.
/// @param sentence what holds of an adapter that keeps the promise.
/// @param waits whether the answer takes as long as a provider is waited for.
public record Question(String name, String sentence, boolean waits, Inquiry inquiry) {

    /// What is done with a channel to find out.
    @FunctionalInterface
    public interface Inquiry {

        /// @throws IOException when the stand-in of the provider cannot be started.
        Verdict into(ChannelUnderTest channel) throws IOException;
    }

    Question(String name, String sentence, Inquiry inquiry) {
        this(name, sentence, false, inquiry);
    }

    @Override
    public String toString() {
        return name + ": " + sentence;
    }
}
