package io.glassline.app.command.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import java.util.Locale;
import java.util.Optional;

/// What a call was read as, for programs. `receipt` is `events`, `nothing`, `handshake`, `refused`, `elsewhere` or
/// `quarantined`; each event has a `kind`, and what its channel told.
final class ReceiptJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReceiptJson() {}

    static String of(Receipt receipt) throws java.io.IOException {
        return JSON.writeValueAsString(node(receipt));
    }

    private static ObjectNode node(Receipt receipt) {
        var node = JSON.createObjectNode();
        switch (receipt) {
            case Receipt.Events(var events, var others) -> {
                node.put("receipt", "events");
                var all = node.putArray("events");
                events.forEach(event -> all.add(node(event)));
                var addresses = node.putArray("forOtherAddresses");
                others.stream().sorted().forEach(addresses::add);
            }
            case Receipt.Nothing(var because) -> node.put("receipt", "nothing").put("because", because);
            case Receipt.Handshake(var reply) ->
                node.put("receipt", "handshake").put("status", reply.status()).put("body", reply.body());
            case Receipt.Refused(var fault, var because) ->
                node.put("receipt", "refused")
                        .put("fault", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("because", because);
            case Receipt.Elsewhere(var owner, var theirs) -> {
                node.put("receipt", "elsewhere").put("account", owner.id());
                node.set("theirs", node(theirs));
            }
            case Receipt.Quarantined(var because) ->
                node.put("receipt", "quarantined").put("because", because);
        }
        return node;
    }

    private static ObjectNode node(ChannelEvent event) {
        var node = JSON.createObjectNode();
        switch (event) {
            case ChannelEvent.MessageReceived message -> {
                fromCitizen(node.put("kind", "message"), message);
                var marks = node.putArray("marks");
                message.marks().stream().map(Enum::name).sorted().forEach(marks::add);
            }
            case ChannelEvent.SignalReceived signal -> fromCitizen(node.put("kind", "signal"), signal);
            case ChannelEvent.DeliveryReported report -> {
                node.put("kind", "report")
                        .put("delivery", report.delivery().name().toLowerCase(Locale.ROOT));
                put(node, "providerId", report.providerId());
                put(node, "reference", report.reference());
                put(node, "errorCode", report.errorCode());
                put(node, "words", report.words());
                node.put("at", report.at().toString());
            }
            case ChannelEvent.OptedOut(var who, var scope, var words, var at) ->
                consent(node, "opted-out", who.value(), scope, words, at.toString());
            case ChannelEvent.OptedIn(var who, var scope, var words, var at) ->
                consent(node, "opted-in", who.value(), scope, words, at.toString());
            case ChannelEvent.SameCitizen(var who, var also, var _) ->
                node.put("kind", "same-citizen").put("who", who.value()).put("also", also.value());
            case ChannelEvent.Unwanted(var reference, var scope, var words, var at) ->
                consent(node.put("reference", reference), "unwanted", "", scope, words, at.toString());
            case ChannelEvent.LineOpen _ -> node.put("kind", "line-open");
            case ChannelEvent.LineClosed _ -> node.put("kind", "line-closed");
        }
        return node;
    }

    private static void fromCitizen(ObjectNode node, ChannelEvent.FromCitizen event) {
        node.put("id", event.providerId())
                .put("from", event.from().value())
                .put("sentAt", event.sentAt().toString());
        node.set("content", node(event.content()));
    }

    private static void consent(
            ObjectNode node, String kind, String who, ChannelEvent.Scope scope, String words, String at) {
        node.put("kind", kind)
                .put("who", who)
                .put("scope", scope.name().toLowerCase(Locale.ROOT))
                .put("words", words)
                .put("at", at);
    }

    private static ObjectNode node(Content content) {
        var node = JSON.createObjectNode().put("kind", content.kind());
        switch (content) {
            case Content.Text(var body) -> node.put("text", body);
            case Content.Media(var type, var location, var caption, var fileName) -> {
                node.put("mediaType", type).put("location", location.toString());
                put(node, "caption", caption);
                put(node, "fileName", fileName);
            }
            case Content.Place(var latitude, var longitude, var label) -> {
                node.put("latitude", latitude).put("longitude", longitude);
                put(node, "label", label);
            }
            case Content.Choice(var id, var label) -> node.put("id", id).put("label", label);
            case Content.Keys(var digits) -> node.put("digits", digits);
            case Content.Call _ -> {}
            case Content.Template(var name, var language, var _, var text) ->
                node.put("name", name).put("language", language).put("text", text);
            case Content.Unsupported(var description) -> node.put("description", description);
            case Signal signal -> {
                signal.about().ifPresent(about -> {
                    switch (about) {
                        case Signal.About.ById(var id) -> node.put("about", id);
                        case Signal.About.ByWords(var quoted) -> node.put("aboutWords", quoted);
                    }
                });
                node.put("words", signal.words());
            }
        }
        return node;
    }

    private static void put(ObjectNode node, String name, Optional<String> value) {
        value.ifPresent(text -> node.put(name, text));
    }
}
