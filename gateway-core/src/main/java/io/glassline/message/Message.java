package io.glassline.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One message of a conversation, in or out. Immutable; what later becomes of it (sent, delivered, failed) is told
/// by its parts' journal, never by changing the message.
///
/// `position` counts the conversation's messages from 1. `offers` are the choices an outbound message holds out.
/// `answers` is the inbound message that an outbound one answers.
public record Message(
        Id id, int position, Author author, Content content, List<Offer> offers, Optional<Id> answers, Instant at) {

    public Message {
        offers = List.copyOf(offers);
    }

    public boolean inbound() {
        return author instanceof Author.Citizen;
    }

    /// A message's identity is derived, never drawn: a provider that sends a message again sends the same id again,
    /// and a turn that is run again writes the same answers again. So "once" is a primary key.
    public record Id(UUID value) {

        private static final UUID INBOUND = UUID.fromString("6f1c1a52-8a0b-5b1e-9d33-6a1f1d1c5a01");

        /// The id of what `providerId` names on `accountId`.
        public static Id received(String accountId, String providerId) {
            return new Id(NameBasedId.of(INBOUND, accountId + "\n" + providerId));
        }

        /// The id of the answer number `number` (from 0) to this message.
        public Id answer(int number) {
            return new Id(NameBasedId.of(value, "answer " + number));
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /// A choice held out to the citizen: a button where the channel has them, a number elsewhere.
    public record Offer(String id, String label) {}
}
