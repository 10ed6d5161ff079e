package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A fact for the record. One type for each [AuditKind]; [AuditEntries] makes leaf and commitment of it.
///
/// Open to anyone are the coarse kind, the channel and the hour. All else is sealed. Words, and the address they came
/// from or went to, stay outside both under a commitment of their own.
public sealed interface AuditEvent
        permits MessageEvent,
                ConversationEvent,
                DeskEvent,
                QuarantineEvent,
                UndeliveredEvent,
                ReadingEvent,
                AccessEvent,
                StaffEvent,
                ConsentEvent,
                PersonEvent,
                ReceiptEvent,
                RatingEvent,
                PrivacyEvent,
                RecordsEvent,
                RequestEvent,
                CampaignEvent,
                AnswerEvent,
                ConfigurationEvent,
                FeedEvent,
                GatewayEvent {

    AuditKind kind();

    /// The name of a [io.glassline.message.ChannelKind]; empty for what belongs to none.
    Optional<String> channel();

    Instant at();

    /// Everything but the words. `kind` and `at` are added to it, and the commitment to the words.
    SealedPart sealed();

    /// What the commitment to the words is over; empty for a kind without words.
    default Optional<Map<String, Object>> words() {
        return Optional.empty();
    }

    /// The message that the entry is about, for use inside the city only.
    default Optional<Message.Id> messageId() {
        return Optional.empty();
    }

    /// The conversation that the entry is about, for use inside the city only.
    default Optional<Conversation.Id> conversationId() {
        return Optional.empty();
    }
}
