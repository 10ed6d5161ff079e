package io.glassline.channels.telegram;

import static io.glassline.channels.telegram.TelegramWebhook.address;
import static io.glassline.channels.telegram.TelegramWebhook.name;
import static io.glassline.channels.telegram.TelegramWebhook.one;
import static io.glassline.channels.telegram.TelegramWebhook.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channels.Wording;
import io.glassline.channels.telegram.TelegramWebhook.Update;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What happens in a chat that is no sentence. Telegram says more of it with each version: whatever this does
/// not know is a notice.
final class TelegramSignals {

    /// What every message may have. Any other field is what the message is.
    private static final Set<String> OF_EVERY_MESSAGE = Set.of(
            "message_id",
            "message_thread_id",
            "direct_messages_topic",
            "from",
            "sender_chat",
            "sender_boost_count",
            "sender_business_bot",
            "sender_tag",
            "date",
            "business_connection_id",
            "chat",
            "forward_origin",
            "forward_from",
            "forward_from_chat",
            "forward_from_message_id",
            "forward_signature",
            "forward_sender_name",
            "forward_date",
            "is_topic_message",
            "is_automatic_forward",
            "reply_to_message",
            "external_reply",
            "quote",
            "reply_to_story",
            "reply_to_checklist_task_id",
            "reply_to_poll_option_id",
            "via_bot",
            "edit_date",
            "has_protected_content",
            "is_from_offline",
            "is_paid_post",
            "media_group_id",
            "author_signature",
            "paid_star_count",
            "entities",
            "caption_entities",
            "link_preview_options",
            "suggested_post_info",
            "effect_id",
            "show_caption_above_media",
            "has_media_spoiler",
            "reply_markup");

    private TelegramSignals() {}

    static Receipt edit(Update update) {
        var message = update.body();
        var named = name(message);
        if (named.isEmpty()) {
            return new Receipt.Nothing("a changed message that does not say which");
        }
        var words = text(message.path("text"))
                .or(() -> text(message.path("caption")))
                .or(() -> TelegramContent.of(message).map(content -> content.words()))
                .orElse("");
        var changed = message.has("edit_date") ? message.path("edit_date") : message.path("date");
        return one(new ChannelEvent.SignalReceived(
                Wording.identifier(named.get() + ":edit:" + changed.asText()),
                address(message),
                new Signal.Edit(named.map(About.ById::new), words),
                update.time(changed)));
    }

    static Receipt reaction(Update update) {
        var body = update.body();
        var about = name(body).<About>map(About.ById::new);
        if (about.isEmpty()) {
            return new Receipt.Nothing("a reaction that does not say to what");
        }
        var now = emojis(body.path("new_reaction"));
        var before = emojis(body.path("old_reaction"));
        return signal(
                update,
                now.isPresent() ? new Signal.Reaction(about, now.get()) : new Signal.ReactionWithdrawn(about, before));
    }

    private static Optional<String> emojis(JsonNode reactions) {
        var shown = StreamSupport.stream(reactions.spliterator(), false)
                .map(reaction -> text(reaction.path("emoji")).orElse("an emoji of Telegram's own"))
                .collect(Collectors.joining(" "));
        return Optional.of(shown).filter(emoji -> !emoji.isEmpty());
    }

    static Receipt deletions(Update update) {
        var body = update.body();
        var deleted = StreamSupport.stream(body.path("message_ids").spliterator(), false)
                .flatMap(number -> name(body, number).stream())
                .<ChannelEvent>map(named -> new ChannelEvent.SignalReceived(
                        Wording.identifier(named + ":deleted"),
                        address(body),
                        new Signal.Deletion(Optional.of(new About.ById(named))),
                        update.call().receivedAt()))
                .toList();
        return deleted.isEmpty() ? new Receipt.Nothing("deleted messages of no chat") : new Receipt.Events(deleted);
    }

    /// A message with which nobody says anything.
    static Receipt service(Update update, String named) {
        var message = update.body();
        var kind = fieldsOf(message)
                .filter(field -> !OF_EVERY_MESSAGE.contains(field))
                .findFirst();
        if (kind.isEmpty()) {
            return new Receipt.Nothing("a message with nothing in it");
        }
        var about = about(message, message.path(kind.get()));
        return one(new ChannelEvent.SignalReceived(
                Wording.identifier(named),
                address(message),
                new Signal.ServiceNotice(about, described(kind.get())),
                update.time(message.path("date"))));
    }

    /// What the city's own people write by hand in a chat of their business account: shown, and no citizen's sentence.
    static Receipt byTheCity(Update update) {
        var message = update.body();
        var named = name(message);
        var words = TelegramContent.of(message).map(content -> content.words()).orElse("");
        return named.isEmpty()
                ? new Receipt.Nothing("a message that does not say in which chat, or which")
                : one(new ChannelEvent.SignalReceived(
                        Wording.identifier(named.get()),
                        address(message),
                        new Signal.ServiceNotice(Optional.empty(), "written by the city itself, in Telegram: " + words),
                        update.time(message.path("date"))));
    }

    /// The message that a notice is about: itself, or one within it.
    private static Optional<About> about(JsonNode message, JsonNode notice) {
        return Stream.concat(Stream.of(notice), StreamSupport.stream(notice.spliterator(), false))
                .flatMap(thing -> name(message, thing.path("message_id")).stream())
                .findFirst()
                .map(About.ById::new);
    }

    /// An update that is no message.
    static Receipt notice(Update update) {
        return signal(update, new Signal.ServiceNotice(Optional.empty(), described(update.kind())));
    }

    private static Receipt signal(Update update, Signal signal) {
        var body = update.body();
        return Stream.of(
                        body.path("chat").path("id"),
                        body.path("user_chat_id"),
                        body.path("user").path("id"),
                        body.path("from").path("id"))
                .filter(JsonNode::isIntegralNumber)
                .findFirst()
                .map(chat -> one(new ChannelEvent.SignalReceived(
                        Wording.identifier("update:" + update.number() + ":" + update.kind()),
                        address(chat, body),
                        signal,
                        update.time(body.path("date")))))
                .orElseGet(() -> new Receipt.Nothing(
                        "an update about no chat, of the kind " + Wording.identifier(update.kind())));
    }

    private static String described(String kind) {
        return "a notice of Telegram's: " + Wording.identifier(kind).replace('_', ' ');
    }

    private static Stream<String> fieldsOf(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }
}
