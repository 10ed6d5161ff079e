package io.glassline.channel;

import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Signal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A fact told by a provider.
public sealed interface ChannelEvent {

    /// What reached us from a citizen, and is kept. `providerId` is the provider's own id for it, unique on the
    /// account; the id it is kept under is derived from it, which is what makes handling it idempotent.
    sealed interface FromCitizen extends ChannelEvent {

        String providerId();

        Address from();

        Content content();

        Instant sentAt();
    }

    /// A citizen said something: it gets a turn. `content` is no [Signal].
    record MessageReceived(
            String providerId,
            Address from,
            Content content,
            Instant sentAt,
            Optional<MailThread> thread,
            Set<Mark> marks)
            implements FromCitizen {

        public MessageReceived {
            if (content instanceof Signal) {
                throw new IllegalArgumentException("a signal is no message: " + content.kind());
            }
            marks = Set.copyOf(marks);
        }
    }

    /// A citizen's phone, or the provider, gave a sign that is no sentence: it is kept, and nothing follows
    /// from it.
    record SignalReceived(String providerId, Address from, Signal content, Instant sentAt) implements FromCitizen {}

    /// What became of a part that we sent. `providerId` is what the provider called it when it accepted it,
    /// `reference` is our own name for it ([Outgoing.PartRef]) where the provider hands that back; one of them
    /// is there. `errorCode` is the same as of a [SendOutcome.Rejected] for the same reason, `words` what the
    /// report or the provider's table says of it.
    record DeliveryReported(
            Optional<String> providerId,
            Optional<String> reference,
            Delivery delivery,
            Optional<String> errorCode,
            Optional<String> words,
            Instant at)
            implements ChannelEvent {

        public DeliveryReported(
                Optional<String> providerId,
                Optional<String> reference,
                Delivery delivery,
                Optional<String> errorCode,
                Instant at) {
            this(providerId, reference, delivery, errorCode, Optional.empty(), at);
        }
    }

    /// The citizen blocked us, or told the provider to stop. `words` is what the provider said of it.
    record OptedOut(Address who, Scope scope, String words, Instant at) implements ChannelEvent {

        public OptedOut(Address who, String words, Instant at) {
            this(who, Scope.ALL, words, at);
        }
    }

    /// The citizen let us write again, as the provider tells it: unblocked us, or told it to start. `words` as
    /// above.
    record OptedIn(Address who, Scope scope, String words, Instant at) implements ChannelEvent {

        public OptedIn(Address who, String words, Instant at) {
            this(who, Scope.ALL, words, at);
        }
    }

    /// What a citizen wants no more of, or again.
    enum Scope {
        ALL,
        /// What is sent in bulk and answers nobody: Meta's marketing messages.
        BULK
    }

    /// One citizen has both addresses, as the provider tells it.
    record SameCitizen(Address who, Address also, Joint how) implements ChannelEvent {}

    /// In which way two addresses are one citizen's.
    enum Joint {
        /// Both at once: `who` is the provider's own id, which is nobody else's ever, and `also` the number that
        /// goes with it now. A number that went with another id before has another owner now.
        ID_AND_NUMBER,
        /// The citizen has left the one for the other, which may have been somebody else's before.
        CHANGED
    }

    /// Somebody called a message of ours unwanted: a mail provider's abuse report, or a link of ours. Whose
    /// address that was is on our own record and nowhere else; what a report says of it could be written by
    /// anyone.
    ///
    /// `reference` is our own name for a part of that message ([Outgoing.PartRef]).
    /// An abuse report is about all that we send; a link in a bulletin about what is sent in bulk.
    record Unwanted(String reference, Scope scope, String words, Instant at) implements ChannelEvent {}

    /// A call stands open and its caller has said nothing new: it has just begun, the caller was silent, or is
    /// being held for a person. Only on a [LineAdapter].
    record LineOpen(Line line) implements ChannelEvent {}

    /// The caller hung up, or the call failed. Only on a [LineAdapter].
    record LineClosed(Line line, Instant at) implements ChannelEvent {}

    enum Mark {
        /// Made by a machine (RFC 3834), with no person's words in it: kept and shown, and nobody's question.
        AUTOMATIC,
        /// A person may have written it, and a machine must not answer: it came through a list, a form, or a program
        /// that asks for no automatic answer. Gates look at it, and a person reads it.
        NO_AUTOMATIC_ANSWER,
        /// Two automatic answers went to this address within the hour, and this brings no new words:
        /// perhaps a machine that answers ours. Set by the turn and never by an adapter; a person reads it.
        ANSWERED_ENOUGH,
        /// A file that came beside words: the words are what is answered.
        BESIDE_WORDS,
        /// The provider has already answered this STOP, START or HELP, so a second answer would be refused.
        KEYWORD_ANSWERED_BY_PROVIDER,
        /// Nobody vouched for the sender's address: nothing personal is shown in answer, and no consent is changed.
        SENDER_UNPROVEN
    }
}
