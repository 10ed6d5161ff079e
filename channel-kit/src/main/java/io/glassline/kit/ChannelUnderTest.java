package io.glassline.kit;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// An adapter, and a sample of what its provider sends.
///
/// @param name what people call the channel, such as `sms`.
public record ChannelUnderTest(String name, ChannelAdapter adapter, ChannelSample sample) {

    private static final int SHOWN_MAX_CHARS = 240;
    private static final String CITIZEN = "+15550142";

    Receipt receive(WebhookCall call) {
        return adapter.receive(call, sample.account());
    }

    List<ChannelEvent> events(WebhookCall call) {
        return events(receive(call));
    }

    List<MessageReceived> messages(WebhookCall call) {
        return messages(receive(call));
    }

    static List<ChannelEvent> events(Receipt receipt) {
        return receipt instanceof Receipt.Events(var events, var _) ? events : List.of();
    }

    static List<MessageReceived> messages(Receipt receipt) {
        return events(receipt).stream()
                .filter(MessageReceived.class::isInstance)
                .map(MessageReceived.class::cast)
                .toList();
    }

    static List<ChannelEvent.FromCitizen> fromCitizens(Receipt receipt) {
        return events(receipt).stream()
                .filter(ChannelEvent.FromCitizen.class::isInstance)
                .map(ChannelEvent.FromCitizen.class::cast)
                .toList();
    }

    Outgoing outgoing(String text, int offers) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(adapter.kind(), sample.citizen().orElse(CITIZEN)),
                text,
                IntStream.range(0, offers)
                        .mapToObj(n -> new Message.Offer("offer-" + n, "Choice number " + n))
                        .toList(),
                Locale.ENGLISH,
                Optional.empty(),
                true);
    }

    /// The text on one line, and no more of it than a person reads.
    static String shown(String text) {
        var line = text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
        return line.length() <= SHOWN_MAX_CHARS ? line : line.substring(0, SHOWN_MAX_CHARS) + "…";
    }

    static String shown(WebhookCall call) {
        var endpoint = call.endpoint().isEmpty() ? "" : " " + call.endpoint();
        return shown(call.method() + endpoint + " " + new String(call.body(), StandardCharsets.UTF_8).strip());
    }

    static String shown(Receipt receipt) {
        return shown(receipt.toString());
    }
}
