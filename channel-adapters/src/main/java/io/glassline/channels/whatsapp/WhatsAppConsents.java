package io.glassline.channels.whatsapp;

import static io.glassline.channels.whatsapp.WhatsAppWebhook.each;
import static io.glassline.channels.whatsapp.WhatsAppWebhook.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.channel.ChannelEvent.SameCitizen;
import io.glassline.channel.ChannelEvent.Scope;
import io.glassline.message.Address;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What Meta tells of who somebody is, and of what they want no more of.
///
/// A person has an id of the city's own (`user_id`), and mostly shows a number, which may change; the id then
/// changes, too. What they stop in WhatsApp's settings are marketing messages: answers they still get.
final class WhatsAppConsents {

    private static final String MARKETING = "marketing_messages";

    private WhatsAppConsents() {}

    /// Of one change: its contacts, its messages, and the preferences in it.
    static Stream<ChannelEvent> in(JsonNode value, Function<JsonNode, Instant> time) {
        var contacts = each(value.path("contacts")).flatMap(contact -> pair(contact, "user_id", "wa_id"));
        var messages = each(value.path("messages"))
                .filter(message -> !message.has("group_id"))
                .flatMap(message -> Stream.concat(
                        pair(message, "from_user_id", "from"),
                        message.path("type").asText().equals("system")
                                ? system(message, time.apply(message))
                                : Stream.empty()));
        var preferences = each(value.path("user_preferences"))
                .filter(preference ->
                        preference.path("category").asText(MARKETING).equals(MARKETING))
                .flatMap(preference -> Stream.concat(
                        pair(preference, "user_id", "wa_id"),
                        address(preference, "wa_id")
                                .or(() -> address(preference, "user_id"))
                                .flatMap(who -> preferred(preference, "value", who, time.apply(preference)))
                                .stream()));
        return Stream.of(contacts, messages, preferences)
                .flatMap(Function.identity())
                .distinct();
    }

    private static Stream<ChannelEvent> pair(JsonNode json, String id, String number) {
        return address(json, id)
                .flatMap(who -> address(json, number)
                        .filter(also -> !also.equals(who))
                        .map(also -> new SameCitizen(who, also, Joint.ID_AND_NUMBER)))
                .<ChannelEvent>map(joined -> joined)
                .stream();
    }

    /// From the old number, and from the old id.
    private static Stream<ChannelEvent> system(JsonNode message, Instant at) {
        var notice = message.path("system");
        var kind = notice.path("type").asText();
        var who = address(message, "from").or(() -> address(message, "from_user_id"));
        if (who.isEmpty()) {
            return Stream.empty();
        }
        if (kind.contains("changed_number") || kind.contains("changed_user_id")) {
            return Stream.of("wa_id", "new_wa_id", "user_id")
                    .flatMap(field -> address(notice, field).stream())
                    .filter(now -> !now.equals(who.get()))
                    .map(now -> new SameCitizen(who.get(), now, Joint.CHANGED));
        }
        return kind.equals("user_preference_changed")
                ? preferred(notice, "marketing", who.get(), at).stream()
                : Stream.empty();
    }

    private static Optional<ChannelEvent> preferred(JsonNode json, String field, Address who, Instant at) {
        return switch (json.path(field).asText()) {
            case "stop" ->
                Optional.of(
                        new ChannelEvent.OptedOut(who, Scope.BULK, "has told WhatsApp to stop marketing messages", at));
            case "resume" ->
                Optional.of(new ChannelEvent.OptedIn(
                        who, Scope.BULK, "has told WhatsApp to resume marketing messages", at));
            default -> Optional.empty();
        };
    }

    private static Optional<Address> address(JsonNode json, String field) {
        return text(json, field)
                .filter(address -> address.length() <= Address.LENGTH_MAX_CHARS)
                .map(address -> new Address(WhatsAppAdapter.KIND, address));
    }
}
