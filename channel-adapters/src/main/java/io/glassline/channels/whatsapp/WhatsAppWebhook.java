package io.glassline.channels.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.ProviderErrors;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads Meta's calls: the subscription check, the signature, and the messages and statuses for one number.
final class WhatsAppWebhook {

    private static final long YEAR_10000_S = 253_402_300_800L;
    private static final Set<String> FIELDS = Set.of("messages", "user_preferences");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_.-]{1,256}");

    private WhatsAppWebhook() {}

    static Receipt receive(WebhookCall call, ChannelAccount account) {
        if (call.method().equals("GET")) {
            return challenge(call, account);
        }
        if (!isSigned(call, account)) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature missing or wrong");
        }
        JsonNode webhook;
        try {
            webhook = WhatsAppJson.MAPPER.readTree(call.body());
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "not JSON");
        }
        if (!webhook.path("entry").isArray()) {
            return new Receipt.Refused(Fault.MALFORMED, "not a WhatsApp webhook: it has no list of entries");
        }
        if (!webhook.path("object").asText().equals("whatsapp_business_account")) {
            return new Receipt.Nothing("about something other than WhatsApp");
        }
        var changes = changes(webhook).toList();
        var events = changes.stream()
                .filter(value -> number(value).equals(account.ownAddress()))
                .flatMap(value -> Stream.of(
                                each(value.path("messages"))
                                        .flatMap(message -> received(message, value, call).stream()),
                                each(value.path("statuses")).flatMap(status -> reported(status, call)),
                                WhatsAppConsents.in(value, json -> time(json, call)))
                        .flatMap(Function.identity()))
                .toList();
        var others = changes.stream()
                .filter(value -> value.path("messages").size()
                                + value.path("statuses").size()
                                + value.path("user_preferences").size()
                        > 0)
                .map(WhatsAppWebhook::number)
                .filter(number -> !number.isEmpty() && !number.equals(account.ownAddress()))
                .collect(Collectors.toSet());
        if (events.isEmpty() && changes.stream().anyMatch(value -> isFromNobody(value, account))) {
            return new Receipt.Refused(Fault.MALFORMED, "a message that does not say who sent it");
        }
        return events.isEmpty() && others.isEmpty()
                ? new Receipt.Nothing("no message to this number, and no status of one from it")
                : new Receipt.Events(events, others);
    }

    /// Nobody knows whose words these are, so they are kept in quarantine.
    private static boolean isFromNobody(JsonNode value, ChannelAccount account) {
        return number(value).equals(account.ownAddress())
                && each(value.path("messages")).anyMatch(message -> !message.has("group_id"));
    }

    private static String number(JsonNode value) {
        return value.path("metadata").path("phone_number_id").asText("");
    }

    private static Receipt challenge(WebhookCall call, ChannelAccount account) {
        var token = parameter(call, "hub.verify_token");
        if (!Proof.sameSecret(token, account.secret("verify-token"))) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "verify token missing or wrong");
        }
        var challenge = parameter(call, "hub.challenge")
                .filter(c -> CHALLENGE.matcher(c).matches());
        if (challenge.isEmpty() || !parameter(call, "hub.mode").equals(Optional.of("subscribe"))) {
            return new Receipt.Refused(Fault.MALFORMED, "not a subscription, or a challenge that is not a plain word");
        }
        return new Receipt.Handshake(new WebhookReply(200, "text/plain", challenge.get()));
    }

    private static Optional<String> parameter(WebhookCall call, String name) {
        try {
            return Stream.of(call.rawQuery().split("&"))
                    .filter(field -> field.startsWith(name + "="))
                    .map(field -> URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The signature covers the bytes of the body. Meta writes `é` as an escape, so the JSON is not written again to
    /// prove it.
    private static boolean isSigned(WebhookCall call, ChannelAccount account) {
        var expected = Proof.hmac("HmacSHA256", account.secret("app-secret"), call.body());
        var presented = call.header("x-hub-signature-256")
                .filter(header -> header.startsWith("sha256="))
                .flatMap(header -> bytes(header.substring("sha256=".length())));
        return presented.isPresent() && MessageDigest.isEqual(presented.get(), expected);
    }

    private static Optional<byte[]> bytes(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// One call may be about several numbers of the app, each with its own account.
    private static Stream<JsonNode> changes(JsonNode webhook) {
        return each(webhook.path("entry"))
                .flatMap(entry -> each(entry.path("changes")))
                .filter(change -> FIELDS.contains(change.path("field").asText("messages")))
                .map(change -> change.path("value"));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return list.isArray() ? IntStream.range(0, list.size()).mapToObj(list::get) : Stream.empty();
    }

    /// Reads one message. A message that cannot be read becomes content that says so, because the others in the call
    /// must be kept all the same.
    private static Optional<ChannelEvent> received(JsonNode json, JsonNode value, WebhookCall call) {
        var from = text(json, "from")
                .or(() -> text(json, "from_user_id"))
                .or(() -> onlyContact(value))
                .filter(address -> address.length() <= Address.LENGTH_MAX_CHARS)
                .map(address -> new Address(WhatsAppAdapter.KIND, address));
        if (from.isEmpty() || json.has("group_id")) {
            return Optional.empty(); // nobody to keep it for; or in a group, where the city is a guest and silent
        }
        var id = Wording.identifier(
                text(json, "id").orElseGet(() -> Wording.hash(json.toString().getBytes(StandardCharsets.UTF_8))));
        var at = time(json, call);
        return Optional.of(WhatsAppContent.of(json)
                .<ChannelEvent>map(content ->
                        new ChannelEvent.MessageReceived(id, from.get(), content, at, Optional.empty(), Set.of()))
                .orElseGet(() -> new ChannelEvent.SignalReceived(id, from.get(), WhatsAppSignals.of(json), at)));
    }

    /// The only contact in the call is the sender of a message that does not name its sender.
    private static Optional<String> onlyContact(JsonNode value) {
        var contacts = each(value.path("contacts")).toList();
        return contacts.size() == 1
                ? text(contacts.getFirst(), "wa_id").or(() -> text(contacts.getFirst(), "user_id"))
                : Optional.empty();
    }

    static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText(""))
                .filter(text -> !text.isBlank())
                .map(Wording::legible);
    }

    private static Instant time(JsonNode json, WebhookCall call) {
        var seconds = json.path("timestamp").asLong(0);
        return seconds > 0 && seconds < YEAR_10000_S ? Instant.ofEpochSecond(seconds) : call.receivedAt();
    }

    private static Stream<ChannelEvent> reported(JsonNode status, WebhookCall call) {
        var id = text(status, "id").map(Wording::identifier);
        var reference = text(status, "biz_opaque_callback_data").map(Wording::identifier);
        var error = status.path("errors").path(0);
        var number = Optional.of(error.path("code"))
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::asInt);
        var code = number.map(WhatsAppErrors.TABLE::word).or(() -> text(error, "code"));
        var words = text(error.path("error_data"), "details")
                .or(() -> text(error, "message"))
                .or(() -> text(error, "title"))
                .or(() -> number.flatMap(WhatsAppErrors.TABLE::meaning).map(ProviderErrors.Meaning::words));
        Optional<Delivery> delivery = switch (status.path("status").asText()) {
            case "sent" -> Optional.of(Delivery.SENT);
            case "delivered" -> Optional.of(Delivery.DELIVERED);
            case "read", "played" -> Optional.of(Delivery.READ);
            case "failed" -> Optional.of(Delivery.FAILED);
            default -> Optional.empty();
        };
        var report = delivery.filter(_ -> id.isPresent() || reference.isPresent())
                .map(reached ->
                        new ChannelEvent.DeliveryReported(id, reference, reached, code, words, time(status, call)));
        var stopped = number.filter(given ->
                        given == WhatsAppErrors.MARKETING_STOPPED && delivery.equals(Optional.of(Delivery.FAILED)))
                .flatMap(_ -> text(status, "recipient_id").or(() -> text(status, "recipient_user_id")))
                .filter(address -> address.length() <= Address.LENGTH_MAX_CHARS)
                .map(address -> new ChannelEvent.OptedOut(
                        new Address(WhatsAppAdapter.KIND, address),
                        ChannelEvent.Scope.BULK,
                        "has told WhatsApp to stop marketing messages",
                        time(status, call)));
        return Stream.concat(report.stream(), stopped.stream());
    }
}
