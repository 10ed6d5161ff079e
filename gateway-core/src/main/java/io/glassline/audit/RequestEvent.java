package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.message.Message;
import io.glassline.routing.CityRequest;
import java.time.Instant;
import java.util.Optional;

/// What becomes of what a citizen asked a system of the city to do. Its service, its id and how far it came are told,
/// never what it says.
public sealed interface RequestEvent extends AuditEvent {

    CityRequest request();

    @Override
    default Optional<String> channel() {
        return Optional.of(request().lane().citizen().channel().name());
    }

    @Override
    default Optional<Conversation.Id> conversationId() {
        return Optional.of(request().conversation());
    }

    /// A turn wrote it down: it is to be given to its system.
    record Asking(Conversation conversation, Message.Id message, CityRequest request) implements RequestEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.REQUEST_ASKED;
        }

        @Override
        public Instant at() {
            return request.askedAt();
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(conversation)
                    .with(AuditField.MESSAGE, message.value())
                    .with(AuditField.REQUEST, request.id().value())
                    .with(AuditField.SERVICE, request.service());
        }

        @Override
        public Optional<Message.Id> messageId() {
            return Optional.of(message);
        }
    }

    /// It came further, or back to waiting.
    record Movement(CityRequest request, Instant at) implements RequestEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.REQUEST_MOVED;
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(AuditField.OUTCOME, request.phase().word())
                    .with(
                            AuditField.PHOTO,
                            request.photo().map(photo -> photo.fate().word()))
                    .with(AuditField.REQUEST, request.id().value())
                    .with(AuditField.SERVICE, request.service());
        }
    }

    /// No system took it, so a conversation waits for people. `conversation` is as it is afterwards.
    record GivenToPeople(Conversation conversation, CityRequest request, QueueId queue, Instant at)
            implements RequestEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.REQUEST_GIVEN_TO_PEOPLE;
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(conversation)
                    .with(AuditField.POSITION, conversation.messageCount())
                    .with(AuditField.STATE, conversation.stage().state())
                    .with(AuditField.QUEUE, queue.name())
                    .with(AuditField.REQUEST, request.id().value())
                    .with(AuditField.SERVICE, request.service());
        }

        @Override
        public Optional<Conversation.Id> conversationId() {
            return Optional.of(conversation.id());
        }
    }
}
