package io.glassline.channel;

import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A fact told by a provider.
public sealed interface ChannelEvent {

    /// A citizen said something. `providerId` is the provider's own id for it, unique on the account; the message's
    /// id is derived from it, which is what makes handling it idempotent.
    record MessageReceived(
            String providerId,
            Address from,
            Content content,
            Instant sentAt,
            Optional<MailThread> thread,
            Set<Mark> marks)
            implements ChannelEvent {

        public MessageReceived {
            marks = Set.copyOf(marks);
        }
    }

    /// What became of a part that we sent. `providerId` is what the provider called it when it accepted it,
    /// `reference` is our own name for it ([Outgoing.PartRef]) where the provider hands that back; one of them is
    /// there.
    record DeliveryReported(
            Optional<String> providerId,
            Optional<String> reference,
            Delivery delivery,
            Optional<String> errorCode,
            Instant at)
            implements ChannelEvent {}

    /// The citizen blocked us, or told the provider to stop. `words` is what the provider said of it.
    record OptedOut(Address who, String words, Instant at) implements ChannelEvent {}

    /// A call stands open and its caller has said nothing new: it has just begun, the caller was silent, or is
    /// being held for a person. Only on a [LineAdapter].
    record LineOpen(Line line) implements ChannelEvent {}

    /// The caller hung up, or the call failed. Only on a [LineAdapter].
    record LineClosed(Line line, Instant at) implements ChannelEvent {}

    enum Mark {
        /// Made by a machine (RFC 3834): kept and shown, never answered automatically.
        AUTOMATIC,
        /// The provider has already answered this STOP, START or HELP, so a second answer would be refused.
        KEYWORD_ANSWERED_BY_PROVIDER,
        /// The sender's mail domain did not vouch for it: nothing personal is shown in answer.
        SENDER_UNPROVEN
    }
}
