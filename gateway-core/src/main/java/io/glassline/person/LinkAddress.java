package io.glassline.person;

import io.glassline.channel.ChannelAccount;
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

    /// As a citizen writes it: a number without its country has the country of the account's own. Empty where it is
    /// none of the account's channel, or of a channel whose addresses nobody knows by heart.
    public static Optional<Address> written(ChannelAccount account, String typed) {
        var kind = account.kind();
        var text = typed.strip().replaceAll("[.,;!?]+$", "");
        return switch (kind.name()) {
            case "email" -> of(kind, text);
            case "sms" -> number(account, text).flatMap(number -> matching(kind, NUMBER, number));
            case "whatsapp" ->
                number(account, text)
                        .filter(number -> NUMBER.matcher(number).matches())
                        .map(number -> new Address(kind, number));
            default -> Optional.empty();
        };
    }

    private static Optional<String> number(ChannelAccount account, String text) {
        var number = text.replaceAll("[ ().-]", "").replaceFirst("^00", "+");
        if (number.startsWith("+") || !number.matches("[0-9]{7,15}")) {
            return Optional.of(number);
        }
        var own = account.ownAddress();
        if (!NUMBER.matcher(own).matches()) {
            return Optional.empty();
        }
        var missing = own.length() - 1 - number.length();
        return missing < 0 ? Optional.empty() : Optional.of(own.substring(0, 1 + missing) + number);
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
