package io.glassline.channels.example;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads Harbor's calls: messages from citizens, and what became of ours.
final class HarborWebhook {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private HarborWebhook() {}

    static Receipt receive(WebhookCall call, ChannelAccount account) {
        if (!isSigned(call, account)) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature missing or wrong");
        }
        JsonNode json;
        try {
            json = JSON.readTree(call.body());
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "not JSON");
        }
        return switch (text(json, "event").orElse("")) {
            case "message.received" -> message(json, call, account);
            case "message.status" -> status(json, call);
            case "" -> new Receipt.Refused(Fault.MALFORMED, "not a call of Harbor's: it names no event");
            default -> new Receipt.Nothing("an event we have no use for");
        };
    }

    /// Harbor signs the bytes of the body, so they are never read and written again before they are proven.
    private static boolean isSigned(WebhookCall call, ChannelAccount account) {
        var mac = Proof.hmac("HmacSHA256", account.secret("webhook-secret"), call.body());
        return Proof.sameSecret(
                call.header("x-harbor-signature"), new Secret(HexFormat.of().formatHex(mac)));
    }

    private static Receipt message(JsonNode json, WebhookCall call, ChannelAccount account) {
        var id = text(json, "id").map(Wording::identifier);
        var from = text(json, "from").filter(number -> number.length() <= Address.LENGTH_MAX_CHARS);
        if (id.isEmpty() || from.isEmpty()) {
            return new Receipt.Refused(Fault.MALFORMED, "a message without id or sender");
        }
        var other = text(json, "to").filter(to -> !to.equals(account.ownAddress()));
        if (other.isPresent()) {
            return Receipt.Events.forOthers(Set.of(other.get()));
        }
        Content content = text(json, "text")
                .<Content>map(Content.Text::new)
                .orElseGet(() -> new Content.Unsupported("a message without words"));
        return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                id.get(),
                new Address(HarborAdapter.KIND, from.get()),
                content,
                time(json, call),
                Optional.empty(),
                Set.of())));
    }

    private static Receipt status(JsonNode json, WebhookCall call) {
        var id = text(json, "id").map(Wording::identifier);
        var reference = text(json, "reference").map(Wording::identifier);
        Optional<Delivery> delivery = switch (text(json, "status").orElse("")) {
            case "queued" -> Optional.of(Delivery.ACCEPTED);
            case "sent" -> Optional.of(Delivery.SENT);
            case "delivered" -> Optional.of(Delivery.DELIVERED);
            case "failed" -> Optional.of(Delivery.FAILED);
            default -> Optional.empty();
        };
        if (delivery.isEmpty() || id.isEmpty() && reference.isEmpty()) {
            return new Receipt.Nothing("a status we have no use for");
        }
        return new Receipt.Events(List.of(new ChannelEvent.DeliveryReported(
                id, reference, delivery.get(), text(json, "error"), time(json, call))));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText(""))
                .filter(text -> !text.isBlank())
                .map(Wording::legible);
    }

    private static Instant time(JsonNode json, WebhookCall call) {
        try {
            return Instant.parse(json.path("at").asText(""));
        } catch (DateTimeParseException e) {
            return call.receivedAt();
        }
    }
}
