package io.glassline.message;

import static java.util.Objects.requireNonNull;

/// How one citizen is reached on one channel: a phone number in E.164, a chat id, a mailbox in lower case.
///
/// An address is personal data. [#toString()] masks it, so that a log line or an exception message written without
/// thinking is safe; code that needs the real value asks for [#value()] by name.
public record Address(ChannelKind channel, String value) {

    /// Longer than any mailbox (RFC 5321 allows 254 characters) or chat id.
    public static final int LENGTH_MAX_CHARS = 320;

    public Address {
        requireNonNull(channel, "channel");
        if (value.isBlank()) {
            throw new IllegalArgumentException("address on " + channel + " is blank");
        }
        if (value.length() > LENGTH_MAX_CHARS) {
            throw new IllegalArgumentException(
                    "address on " + channel + " has " + value.length() + " characters; at most " + LENGTH_MAX_CHARS);
        }
    }

    /// The address as staff without the right to see it whole are shown it: `…42`.
    public String masked() {
        return "…" + (value.length() > 6 ? value.substring(value.length() - 2) : "");
    }

    @Override
    public String toString() {
        return channel + ":" + masked();
    }
}
