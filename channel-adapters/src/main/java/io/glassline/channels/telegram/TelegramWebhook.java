package io.glassline.channels.telegram;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.ChatJson;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Content;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads Telegram's updates: what citizens write and tap, and what else happens in their chats with the bot.
///
/// An update is read as JSON and not in the SDK's types, because those refuse what is newer than themselves.
final class TelegramWebhook {

    /// What the bot does in groups and channels, where it is a guest: `silent` or `leave`.
    static final String GROUPS = "groups";

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// Between a chat and the business account whose chat it is, in an address.
    static final String BY_BUSINESS_ACCOUNT = "/";

    private TelegramWebhook() {}

    static Receipt receive(WebhookCall call, ChannelAccount account) {
        if (!Proof.carries(call, "x-telegram-bot-api-secret-token", account.secret("webhook-secret"))) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "secret token missing or wrong");
        }
        JsonNode update;
        try {
            update = JSON.readTree(call.body());
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "not JSON");
        }
        if (!update.path("update_id").isIntegralNumber()) {
            return new Receipt.Refused(Fault.MALFORMED, "not an update: it has no update_id");
        }
        var kind = kind(update);
        if (kind.isEmpty()) {
            return new Receipt.Nothing("an update of nothing");
        }
        var body = update.path(kind.get());
        var chat = chat(kind.get(), body);
        if (isShared(chat)) {
            return guest(chat, account);
        }
        return new Update(kind.get(), body, update.path("update_id").asText(), call).receipt();
    }

    private static Optional<String> kind(JsonNode update) {
        return update.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("update_id") && update.path(name).isObject())
                .findFirst();
    }

    private static JsonNode chat(String kind, JsonNode body) {
        return kind.equals("callback_query") ? body.path("message").path("chat") : body.path("chat");
    }

    /// A group, a supergroup or a channel: what one says there is not said to the city, and is not everyone's
    /// word.
    private static boolean isShared(JsonNode chat) {
        return switch (chat.path("type").asText("")) {
            case "" -> chat.path("id").asLong(0) < 0;
            case "private", "sender" -> false;
            default -> true;
        };
    }

    private static Receipt guest(JsonNode chat, ChannelAccount account) {
        if (!account.setting(GROUPS).equals(Optional.of("leave"))
                || !chat.path("id").isIntegralNumber()) {
            return new Receipt.Nothing("in a group or channel, where the bot is a guest and silent");
        }
        var leave = JSON.createObjectNode()
                .put("method", "leaveChat")
                .put("chat_id", chat.path("id").asLong());
        return new Receipt.Handshake(new WebhookReply(200, "application/json", leave.toString()));
    }

    /// One update about one citizen's chat. `number` is the update's own.
    record Update(String kind, JsonNode body, String number, WebhookCall call) {

        Receipt receipt() {
            return switch (kind) {
                case "message" -> message();
                case "edited_message" -> edited();
                case "business_message" -> isByTheCity() ? byTheCity() : message();
                case "edited_business_message" ->
                    isByTheCity() ? new Receipt.Nothing("changed by the city's own people") : edited();
                case "callback_query" -> tapped();
                case "my_chat_member" -> standing();
                case "message_reaction" -> TelegramSignals.reaction(this);
                case "deleted_business_messages" -> TelegramSignals.deletions(this);
                // Each letter that somebody types after the bot's name, and what becomes of a poll, are
                // nobody's sign.
                case "inline_query", "poll", "message_reaction_count", "guest_message" ->
                    new Receipt.Nothing("an update of the kind " + kind);
                default -> TelegramSignals.notice(this);
            };
        }

        private Receipt edited() {
            return body.has("location") ? new Receipt.Nothing("a shared place that moved") : TelegramSignals.edit(this);
        }

        /// In the chats of a business account that the bot looks after, both sides are shown to it.
        private boolean isByTheCity() {
            var from = body.path("from").path("id");
            return body.has("sender_business_bot")
                    || from.isIntegralNumber()
                            && from.asLong() != body.path("chat").path("id").asLong();
        }

        private Receipt byTheCity() {
            return body.has("sender_business_bot")
                    ? new Receipt.Nothing("what the bot itself has said")
                    : TelegramSignals.byTheCity(this);
        }

        private Receipt message() {
            var name = name(body);
            if (name.isEmpty()) {
                return new Receipt.Nothing("a message that does not say in which chat, or which");
            }
            var content = TelegramContent.of(body);
            return content.isPresent()
                    ? new Receipt.Events(List.of(said(name.get(), content.get())))
                    : TelegramSignals.service(this, name.get());
        }

        private ChannelEvent said(String name, Content content) {
            var byMachine = body.path("from").path("is_bot").asBoolean(false);
            return new ChannelEvent.MessageReceived(
                    Wording.identifier(name),
                    address(body),
                    content,
                    time(body.path("date")),
                    Optional.empty(),
                    byMachine ? Set.of(Mark.AUTOMATIC) : Set.of());
        }

        /// The chat is that of the message with the button, which may have become too old to be shown to us;
        /// then it is the person's own.
        private Receipt tapped() {
            var chat = Stream.of(
                            body.path("message").path("chat").path("id"),
                            body.path("from").path("id"))
                    .filter(JsonNode::isIntegralNumber)
                    .findFirst()
                    .map(id -> address(id, body.path("message")));
            var id = text(body.path("id"));
            var data = text(body.path("data"));
            if (chat.isEmpty() || id.isEmpty() || data.isEmpty()) {
                return new Receipt.Nothing("a tapped button that does not say which, or where");
            }
            return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                    Wording.identifier("callback:" + id.get()),
                    chat.get(),
                    new Content.Choice(data.get(), label(data.get())),
                    call.receivedAt(), // the provider does not say when
                    Optional.empty(),
                    Set.of())));
        }

        /// The label of the button. Telegram sends back only its data, but the message that held it shows the
        /// label.
        private String label(String data) {
            return StreamSupport.stream(
                            body.path("message")
                                    .path("reply_markup")
                                    .path("inline_keyboard")
                                    .spliterator(),
                            false)
                    .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                    .filter(button -> text(button.path("callback_data")).equals(Optional.of(data)))
                    .flatMap(button -> text(button.path("text")).stream())
                    .findFirst()
                    .orElse(data);
        }

        /// In a chat with one person Telegram tells this only when the bot is blocked, and when it is not any
        /// more.
        private Receipt standing() {
            var chat = body.path("chat").path("id");
            if (!chat.isIntegralNumber()) {
                return new Receipt.Nothing("our standing in no chat");
            }
            var who = address(body);
            var at = time(body.path("date"));
            return switch (body.path("new_chat_member").path("status").asText("")) {
                case "kicked", "left" -> one(new ChannelEvent.OptedOut(who, "has blocked the bot", at));
                case "member" -> one(new ChannelEvent.OptedIn(who, "has let the bot write again", at));
                default -> new Receipt.Nothing("our standing in a chat");
            };
        }

        Instant time(JsonNode seconds) {
            return ChatJson.time(seconds, call.receivedAt());
        }
    }

    static Receipt one(ChannelEvent event) {
        return new Receipt.Events(List.of(event));
    }

    /// A message's name: its number is unique only within its chat, and that of a business account is another than the
    /// bot's own chat with the same person.
    static Optional<String> name(JsonNode message) {
        return name(message, message.path("message_id"));
    }

    /// @param holder says in which chat
    static Optional<String> name(JsonNode holder, JsonNode number) {
        var chat = holder.path("chat").path("id");
        return chat.isIntegralNumber() && number.isIntegralNumber()
                ? Optional.of(connection(holder).map(id -> id + ":").orElse("") + chat.asText() + ":" + number.asText())
                : Optional.empty();
    }

    /// Where the citizen is answered: in the chat of `holder`.
    static Address address(JsonNode holder) {
        return address(holder.path("chat").path("id"), holder);
    }

    /// The chat, and the business account whose chat it is, if it is one's. [TelegramSender] takes it apart.
    static Address address(JsonNode chat, JsonNode holder) {
        var by = connection(holder).map(id -> BY_BUSINESS_ACCOUNT + id).orElse("");
        return new Address(TelegramAdapter.KIND, Wording.identifier(chat.asText() + by));
    }

    private static Optional<String> connection(JsonNode holder) {
        return text(holder.path("business_connection_id"));
    }

    /// Text with something in it, fit to be kept.
    static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue())
                .filter(words -> !words.isBlank())
                .map(Wording::legible);
    }
}
