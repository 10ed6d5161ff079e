package io.glassline.person;

import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address as staff type it, in the form in which it is kept.
public final class LinkAddress {

    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;]+\\.[^\\s@<>,;.]+");

    private LinkAddress() {}

    /// Empty where it is none of the channel's. Of a channel that is neither text messages nor mail, any
    /// text may be.
    public static Optional<Address> of(ChannelKind channel, String typed) {
        var text = typed.strip();
        return switch (channel.name()) {
            case "sms" -> matching(channel, NUMBER, text.replaceAll("[ ().-]", ""));
            case "email" -> matching(channel, MAILBOX, text.toLowerCase(Locale.ROOT));
            default ->
                text.isEmpty() || text.length() > Address.LENGTH_MAX_CHARS
                        ? Optional.empty()
                        : Optional.of(new Address(channel, text));
        };
    }

    /// Whether anybody can be written to here before they write. Elsewhere an address is one that wrote to
    /// the city.
    public static boolean takesFirstWords(ChannelKind channel) {
        return channel.name().equals("sms") || channel.name().equals("email");
    }

    private static Optional<Address> matching(ChannelKind channel, Pattern pattern, String text) {
        return text.length() <= Address.LENGTH_MAX_CHARS
                        && pattern.matcher(text).matches()
                ? Optional.of(new Address(channel, text))
                : Optional.empty();
    }
}
