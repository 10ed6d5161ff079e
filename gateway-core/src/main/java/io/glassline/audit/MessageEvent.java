package io.glassline.audit;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.routing.RoutingDecision;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What happens to messages on their way in and out.
public sealed interface MessageEvent extends AuditEvent {

    /// A citizen's message was accepted, or a signal ([io.glassline.message.Signal]). Its conversation is not known
    /// yet; the decision about a message names both.
    record Receipt(Inbound inbound) implements MessageEvent {

        @Override
        public AuditKind kind() {
            return inbound.isSignal() ? AuditKind.SIGNAL_RECEIVED : AuditKind.MESSAGE_RECEIVED;
        }

        @Override
        public Optional<String> channel() {
            return Optional.of(inbound.from().channel().name());
        }

        @Override
        public Instant at() {
            return inbound.receivedAt();
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(AuditField.ACCOUNT, inbound.accountId())
                    .with(AuditField.CONTENT, inbound.content().kind())
                    .with(AuditField.MESSAGE, inbound.id().value());
        }

        @Override
        public Optional<Map<String, Object>> words() {
            var words = wordsOf(inbound.id(), inbound.accountId(), inbound.from(), inbound.content());
            words.put("sentAt", inbound.sentAt().toString());
            return Optional.of(words);
        }

        @Override
        public Optional<Message.Id> messageId() {
            return Optional.of(inbound.id());
        }
    }

    /// A decision was made about a message, at the conversation's last activity: the message itself came
    /// before. `bot` is the version of the bot's words and knowledge.
    record Decision(Conversation conversation, Message message, RoutingDecision decision, String bot)
            implements MessageEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.MESSAGE_DECIDED;
        }

        @Override
        public Optional<String> channel() {
            return channelOf(conversation);
        }

        @Override
        public Instant at() {
            return conversation.lastActivityAt();
        }

        @Override
        public SealedPart sealed() {
            var sealed = new SealedPart()
                    .with(conversation)
                    .with(AuditField.MESSAGE, message.id().value())
                    .with(AuditField.POSITION, message.position())
                    .with(AuditField.OUTCOME, decision.outcome())
                    .with(AuditField.RULE, decision.because().rule())
                    .with(AuditField.RULES, decision.because().rulesVersion())
                    .with(AuditField.BOT, bot);
            return switch (decision) {
                case RoutingDecision.ToBot(var with, var _) -> sealed.with(AuditField.ANSWER, with);
                case RoutingDecision.ToQueue(var queue, var _, var _) -> sealed.with(AuditField.QUEUE, queue.name());
                case RoutingDecision.StaysWithPeople _, RoutingDecision.Gated _, RoutingDecision.Kept _ -> sealed;
            };
        }

        @Override
        public Optional<Message.Id> messageId() {
            return Optional.of(message.id());
        }

        @Override
        public Optional<Conversation.Id> conversationId() {
            return Optional.of(conversation.id());
        }
    }

    /// The city wrote something.
    record Writing(Conversation conversation, Message message) implements MessageEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.MESSAGE_WRITTEN;
        }

        @Override
        public Optional<String> channel() {
            return channelOf(conversation);
        }

        @Override
        public Instant at() {
            return message.at();
        }

        @Override
        public SealedPart sealed() {
            var sealed = new SealedPart()
                    .with(conversation)
                    .with(AuditField.MESSAGE, message.id().value())
                    .with(AuditField.POSITION, message.position())
                    .with(AuditField.CONTENT, message.content().kind())
                    .with(AuditField.ROLE, message.author().role());
            return message.author() instanceof Author.Bot(var version) ? sealed.with(AuditField.BOT, version) : sealed;
        }

        @Override
        public Optional<Map<String, Object>> words() {
            var lane = conversation.lane();
            return Optional.of(wordsOf(message.id(), lane.accountId(), lane.citizen(), message.content()));
        }

        @Override
        public Optional<Message.Id> messageId() {
            return Optional.of(message.id());
        }

        @Override
        public Optional<Conversation.Id> conversationId() {
            return Optional.of(conversation.id());
        }
    }

    /// What became of one part of a message. `code` is the provider's, for a failure.
    record DeliveryStep(Outgoing message, int part, Delivery delivery, Optional<String> code, Instant at)
            implements MessageEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.MESSAGE_DELIVERY;
        }

        @Override
        public Optional<String> channel() {
            return Optional.of(message.to().channel().name());
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart()
                    .with(AuditField.MESSAGE, message.id().value())
                    .with(AuditField.PART, part)
                    .with(AuditField.DELIVERY, delivery.word())
                    .with(AuditField.CODE, code);
        }

        @Override
        public Optional<Message.Id> messageId() {
            return Optional.of(message.id());
        }

        @Override
        public Optional<Conversation.Id> conversationId() {
            return Optional.of(new Conversation.Id(message.conversation()));
        }
    }

    /// A message was taken in from the provider's own list: its call had not come. It is an entry beside that of the
    /// message itself.
    record Reconciliation(Message.Id message, ChannelAccount account, Instant at) implements MessageEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.MESSAGE_RECONCILED;
        }

        @Override
        public Optional<String> channel() {
            return Optional.of(account.kind().name());
        }

        @Override
        public SealedPart sealed() {
            return new SealedPart().with(AuditField.ACCOUNT, account.id()).with(AuditField.MESSAGE, message.value());
        }

        @Override
        public Optional<Message.Id> messageId() {
            return Optional.of(message);
        }
    }

    private static Optional<String> channelOf(Conversation conversation) {
        return Optional.of(conversation.lane().citizen().channel().name());
    }

    private static Map<String, Object> wordsOf(Message.Id message, String account, Address address, Content content) {
        var words = new HashMap<String, Object>();
        words.put("message", message.toString());
        words.put("account", account);
        words.put("address", address.value());
        words.put("content", content.kind());
        switch (content) {
            case Content.Text(var body) -> words.put("text", body);
            case Content.Media(var mediaType, var location, var caption, var fileName) -> {
                words.put("mediaType", mediaType);
                words.put("location", location.toString());
                caption.ifPresent(text -> words.put("text", text));
                fileName.ifPresent(name -> words.put("fileName", name));
            }
            case Content.Place(var latitude, var longitude, var label) -> {
                words.put("latitude", Double.toString(latitude));
                words.put("longitude", Double.toString(longitude));
                label.ifPresent(text -> words.put("text", text));
            }
            case Content.Choice(var id, var label) -> {
                words.put("choice", id);
                words.put("text", label);
            }
            case Content.Keys(var digits) -> words.put("keys", digits);
            case Content.Call _ -> {}
            case Content.Template(var name, var language, var _, var text) -> {
                words.put("template", name);
                words.put("language", language);
                words.put("text", text);
            }
            case Content.Unsupported(var description) -> words.put("text", description);
            case Signal signal -> put(words, signal);
        }
        return words;
    }

    private static void put(HashMap<String, Object> words, Signal signal) {
        signal.about().ifPresent(about -> {
            switch (about) {
                case Signal.About.ById(var providerId) -> words.put("about", providerId);
                case Signal.About.ByWords(var quoted) -> words.put("quoted", quoted);
            }
        });
        switch (signal) {
            case Signal.Reaction(var _, var emoji) -> words.put("text", emoji);
            case Signal.ReactionWithdrawn(var _, var emoji) -> emoji.ifPresent(text -> words.put("text", text));
            case Signal.Edit(var _, var text) -> words.put("text", text);
            case Signal.Deletion _ -> {}
            case Signal.ServiceNotice(var _, var description) -> words.put("text", description);
        }
    }
}
