package io.glassline.channels.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Content;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/// Reads Telegram's updates: messages, changed messages, tapped buttons, and a bot that was blocked.
final class TelegramWebhook {

    private TelegramWebhook() {}

    static Receipt receive(WebhookCall call, ChannelAccount account) {
        if (!Proof.carries(call, "x-telegram-bot-api-secret-token", account.secret("webhook-secret"))) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "secret token missing or wrong");
        }
        JsonNode json;
        try {
            json = TelegramUpdate.JSON.readTree(call.body());
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "not JSON");
        }
        if (!json.path("update_id").isIntegralNumber()) {
            return new Receipt.Refused(Fault.MALFORMED, "not an update: it has no update_id");
        }
        try {
            return TelegramUpdate.read(json)
                    .map(update -> receipt(update, call))
                    .orElseGet(() -> unreadable(json, call));
        } catch (NullPointerException e) {
            return unreadable(json, call); // a null in a list, where the SDK's types promise there is none
        }
    }

    private static Receipt receipt(Update update, WebhookCall call) {
        if (update.getMessage() != null) {
            return one(received(update.getMessage(), call));
        }
        if (update.getEditedMessage() != null) {
            return edited(update.getEditedMessage(), call);
        }
        if (update.getCallbackQuery() != null && update.getCallbackQuery().getData() != null) {
            return one(chosen(update, call));
        }
        if (update.getMyChatMember() != null) {
            var change = update.getMyChatMember();
            var now = change.getNewChatMember() == null
                    ? "unknown"
                    : change.getNewChatMember().getStatus();
            return Set.of("kicked", "left").contains(now) && change.getChat() != null
                    ? one(Optional.of(new ChannelEvent.OptedOut(
                            address(change.getChat().getId()), "has blocked the bot", time(change.getDate(), call))))
                    : new Receipt.Nothing("our standing in a chat");
        }
        return new Receipt.Nothing("an update without a message");
    }

    private static Receipt one(Optional<ChannelEvent> event) {
        return event.<Receipt>map(e -> new Receipt.Events(List.of(e)))
                .orElseGet(() -> new Receipt.Nothing("a message that does not say in which chat, or which"));
    }

    private static Optional<ChannelEvent> received(Message message, WebhookCall call) {
        return name(message).map(id -> event(message, id, TelegramContent.of(message), time(message.getDate(), call)));
    }

    /// A changed text is a message of its own. A place that moves by itself is not.
    private static Receipt edited(Message message, WebhookCall call) {
        if (message.getLocation() != null) {
            return new Receipt.Nothing("a shared place that moved");
        }
        var words = message.getText() != null ? message.getText() : message.getCaption();
        var content = words == null ? TelegramContent.of(message) : new Content.Text(Wording.legible(words));
        var at = message.getEditDate() == null ? message.getDate() : message.getEditDate();
        return one(name(message).map(id -> event(message, id + ":edit:" + at, content, time(at, call))));
    }

    private static ChannelEvent event(Message message, String id, Content content, Instant at) {
        var byMachine = message.getFrom() != null
                && Boolean.TRUE.equals(message.getFrom().getIsBot());
        return new ChannelEvent.MessageReceived(
                id,
                address(message.getChat().getId()),
                content,
                at,
                Optional.empty(),
                byMachine ? Set.of(Mark.AUTOMATIC) : Set.of());
    }

    static Optional<String> name(Message message) {
        return message.getChat() == null || message.getChat().getId() == null || message.getMessageId() == null
                ? Optional.empty()
                : Optional.of(message.getChat().getId() + ":" + message.getMessageId());
    }

    /// The chat is that of the message with the button, which may have become too old to be shown to us; then it is
    /// the person's own.
    private static Optional<ChannelEvent> chosen(Update update, WebhookCall call) {
        var query = update.getCallbackQuery();
        var chat = query.getMessage() != null && query.getMessage().getChat() != null
                ? query.getMessage().getChat().getId()
                : query.getFrom() == null ? null : query.getFrom().getId();
        if (chat == null || query.getId() == null) {
            return Optional.empty();
        }
        var data = Wording.legible(query.getData());
        return Optional.of(new ChannelEvent.MessageReceived(
                Wording.identifier("callback:" + query.getId()),
                address(chat),
                new Content.Choice(data, label(query.getMessage() instanceof Message m ? m : null, data)),
                call.receivedAt(), // the provider does not say when
                Optional.empty(),
                Set.of()));
    }

    /// The label of the button. Telegram sends back only its data, but the message that held it shows the label.
    private static String label(@Nullable Message message, String data) {
        if (message == null || message.getReplyMarkup() == null) {
            return data;
        }
        return message.getReplyMarkup().getKeyboard().stream()
                .flatMap(List::stream)
                .filter(button -> data.equals(button.getCallbackData()) && button.getText() != null)
                .map(button -> Wording.legible(button.getText()))
                .findFirst()
                .orElse(data);
    }

    private static Address address(Long chat) {
        return new Address(TelegramAdapter.KIND, chat.toString());
    }

    private static Instant time(@Nullable Integer seconds, WebhookCall call) {
        return seconds == null || seconds <= 0 ? call.receivedAt() : Instant.ofEpochSecond(seconds);
    }

    /// Keeps a message that cannot be read even in its reduced form, under its chat and number.
    private static Receipt unreadable(JsonNode json, WebhookCall call) {
        var message = json.path("message");
        var chat = message.path("chat").path("id");
        var number = message.path("message_id");
        if (!chat.canConvertToLong() || !chat.isIntegralNumber() || !number.isIntegralNumber()) {
            return new Receipt.Nothing("an update that could not be read");
        }
        return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                Wording.identifier(chat.asText() + ":" + number.asText()),
                new Address(TelegramAdapter.KIND, chat.asText()),
                new Content.Unsupported("a message that could not be read"),
                call.receivedAt(),
                Optional.empty(),
                Set.of())));
    }
}
