package io.glassline.channels;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Line;
import io.glassline.channel.Receipt;
import io.glassline.message.Content;
import java.util.Locale;
import java.util.stream.Collectors;

/// A receipt as lines that a person can check against the payload it came from.
public final class ReceiptText {

    private ReceiptText() {}

    public static String of(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Events(var events) ->
                events.stream().map(ReceiptText::event).collect(Collectors.joining("\n"));
            case Receipt.Handshake(var reply) ->
                "handshake " + reply.status() + " " + reply.contentType() + " " + reply.body();
            case Receipt.Nothing(var because) -> "nothing: " + because;
            case Receipt.Quarantined(var because) -> "quarantined: " + because;
            case Receipt.Refused(var fault, var because) ->
                "refused, " + fault.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + because;
        };
    }

    private static String event(ChannelEvent event) {
        return switch (event) {
            case ChannelEvent.MessageReceived m ->
                m.providerId() + " from " + m.from().value() + ": " + content(m.content())
                        + (m.marks().isEmpty()
                                ? ""
                                : " " + m.marks().stream().sorted().toList());
            case ChannelEvent.DeliveryReported d ->
                d.delivery() + " " + d.providerId().orElse("-")
                        + d.reference().map(r -> " ref " + r).orElse("")
                        + d.errorCode().map(c -> " code " + c).orElse("");
            case ChannelEvent.OptedOut(var who, var words, var _) -> "opted out: " + who.value() + ", " + words;
            case ChannelEvent.LineOpen(var line) -> "open: " + of(line);
            case ChannelEvent.LineClosed(var line, var _) -> "closed: " + of(line);
        };
    }

    public static String of(Line line) {
        return line.callId() + " " + line.caller().value() + " step " + line.step() + " silences " + line.silences()
                + " " + line.state();
    }

    private static String content(Content content) {
        return switch (content) {
            case Content.Text(var body) -> "\"" + body.replace("\n", "\\n") + "\"";
            case Content.Media(var type, var at, var caption) ->
                type + " " + at + caption.map(c -> " \"" + c + "\"").orElse("");
            case Content.Place(var latitude, var longitude, var label) ->
                "place " + latitude + " " + longitude + label.map(l -> " " + l).orElse("");
            case Content.Choice(var id, var label) -> "choice " + id + " \"" + label + "\"";
            case Content.Keys(var digits) -> "keys " + digits;
            case Content.Call _ -> "call";
            case Content.Unsupported(var description) -> "[" + description + "]";
        };
    }
}
