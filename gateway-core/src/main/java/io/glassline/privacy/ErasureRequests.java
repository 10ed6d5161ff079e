package io.glassline.privacy;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import java.time.Instant;

/// Takes wishes to be erased. What is answered is durable, together with its entry on the record, which names neither
/// address nor words.
///
/// Safe to call from any thread, and from several nodes at once.
public interface ErasureRequests {

    sealed interface Asked {

        /// It is to be brought on; or it was asked for already, and is under way.
        record Begun(Erasure erasure) implements Asked {}

        record Held(Hold hold) implements Asked {}
    }

    /// @param because why, in the words of whoever asks
    Asked ask(Address address, String because, Actor by, Instant now);
}
