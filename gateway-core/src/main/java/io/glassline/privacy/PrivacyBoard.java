package io.glassline.privacy;

import io.glassline.conversation.Conversation;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What staff see who answer for privacy: what is held of an address, which holds stand, how far erasures are, and who
/// waits for a correction. Safe to call from any thread.
public interface PrivacyBoard {

    /// What is held of the address, in counts; no words.
    Held heldOf(Address address);

    /// Those that stand, the latest first.
    List<Hold> holds(int countMax);

    /// The latest first, running and finished.
    List<Progress> erasures(int countMax);

    /// Conversations that people have or that wait for them, in which the citizen asked for a correction. The earliest
    /// first.
    List<Wish> corrections(int countMax);

    /// @param files messages with something beside words
    record Held(long conversations, long messages, long files, long consents, long requests, Optional<Instant> lastAt) {

        public boolean isNothing() {
            return conversations + messages + files + consents + requests == 0;
        }
    }

    /// @param because why it was asked for, in the words of whoever did
    record Progress(
            UUID id,
            ChannelKind channel,
            Erasure.Stage stage,
            String askedBy,
            String because,
            Instant askedAt,
            Optional<Instant> finishedAt) {}

    record Wish(Conversation.Id conversation, ChannelKind channel, boolean isTaken, Instant since) {}
}
