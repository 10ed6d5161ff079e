package io.glassline.console;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing;
import io.glassline.message.Address;
import io.glassline.message.Message;
import io.glassline.programme.SmsSegments;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// How a text would look on each channel that the city writes on, made by the adapters themselves.
@Singleton
final class ChannelPreviews {

    private static final String SMS = "sms";

    private final Channels channels;

    ChannelPreviews(Channels channels) {
        this.channels = channels;
    }

    /// @param segments how many text messages it takes for each person
    record Previews(List<Shown> shown, int segments) {}

    /// @param parts what the provider would be given, in order
    record Shown(String channel, List<String> parts) {}

    /// One for each kind of channel, but the phone.
    Previews of(String text, Locale language) {
        var byKind = new LinkedHashMap<String, ChannelAccount>();
        channels.accounts().stream()
                .filter(account -> channels.pushAccountIds().contains(account.id()))
                .filter(account -> !channels.isSpoken(account.id()))
                .forEach(account -> byKind.putIfAbsent(account.kind().name(), account));
        var shown = new ArrayList<Shown>();
        var segments = SmsSegments.of(text);
        for (var account : byKind.sequencedValues()) {
            var parts = rendered(account, language, text);
            shown.add(new Shown(ChannelTitle.of(account.kind()).title(), parts));
            if (account.kind().name().equals(SMS)) {
                segments = parts.stream().mapToInt(SmsSegments::of).sum();
            }
        }
        return new Previews(shown, segments);
    }

    private List<String> rendered(ChannelAccount account, Locale language, String text) {
        var nobody = new Outgoing(
                new Message.Id(new UUID(0, 0)),
                new UUID(0, 0),
                new Address(account.kind(), "nobody"),
                text,
                List.of(),
                language,
                Optional.empty(),
                true);
        return channels.adapter(account).render(nobody).stream()
                .map(Outgoing.Part::text)
                .toList();
    }
}
