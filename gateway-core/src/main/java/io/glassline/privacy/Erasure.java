package io.glassline.privacy;

import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// That one citizen's words and addresses are erased, and how far that has come. What is done is known by the stage
/// alone, and each stage may be worked on twice, so an erasure that was interrupted goes on where it was.
///
/// @param addresses of the citizen on the channel, as people know them; empty from [Stage#DEAD_ROWS] on, for then
///     nothing knows them any more
/// @param pseudonym stands in their place: drawn at random, and leading to nobody
/// @param askedAt what came later is none of its business
/// @param doneTo how far the stage has come, in its own count
public record Erasure(
        UUID id,
        ChannelKind channel,
        Set<String> addresses,
        String pseudonym,
        Stage stage,
        Instant askedAt,
        Optional<Instant> replacedAt,
        long doneTo) {

    public static final String PSEUDONYM = "erased-";

    public Erasure {
        addresses = Set.copyOf(addresses);
    }

    public boolean isOver() {
        return switch (stage) {
            case ASKED, CALLS, FILES, SWEEP, DEAD_ROWS -> false;
            case FINISHED, REFUSED -> true;
        };
    }

    /// In this order.
    public enum Stage {
        /// Nothing is erased. It waits for what is under way with the citizen.
        ASKED,
        /// The address is replaced and words are gone, all at once. The providers' calls are looked through.
        CALLS,
        /// Files and what Redis holds are deleted.
        FILES,
        /// Messages are looked through for what came in meanwhile and is older than the erasure.
        SWEEP,
        /// Every row reads as erased. Of those that were replaced the database still has bytes, which are freed.
        DEAD_ROWS,
        /// Nothing is left.
        FINISHED,
        /// A hold was set before anything was erased.
        REFUSED
    }
}
