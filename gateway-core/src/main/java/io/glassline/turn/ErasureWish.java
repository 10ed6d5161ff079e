package io.glassline.turn;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import java.time.Instant;

/// Has all that is known of an address erased. What is answered is durable, together with its entry on the record,
/// which names neither address nor words.
///
/// Safe to call from any thread, and from several nodes at once.
@FunctionalInterface
public interface ErasureWish {

    /// @param because why, in the words of whoever asks
    /// @return whether it is to be brought on or is under way; false where there is a hold on the address
    boolean begin(Address address, String because, Actor by, Instant now);
}
