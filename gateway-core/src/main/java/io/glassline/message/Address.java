package io.glassline.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// How one citizen is reached on one channel: a phone number in E.164, a chat id, a mailbox in lower case; on the
/// phone a number and the call it calls in.
///
/// An address is personal data. [#toString()] masks it, so that a log line or an exception message written without
/// thinking is safe; code that needs the real value asks for [#value()] by name.
public record Address(ChannelKind channel, String value) {

    /// Longer than any mailbox (RFC 5321 allows 254 characters) or chat id.
    public static final int LENGTH_MAX_CHARS = 320;

    /// Stands between a caller's number and the call.
    private static final String CALL = ";call=";

    private static final String WITHHELD = "withheld";

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

    /// A caller in one call. A number can be forged, kept back and shared, so each call is a citizen of its own:
    /// what is said in one is never heard in another. `number` is empty for a caller who keeps it back.
    public static Address ofCaller(ChannelKind channel, Optional<String> number, String callId) {
        return new Address(channel, number.orElse(WITHHELD) + CALL + callId);
    }

    /// The address as people know it: of a caller the number, without the call.
    public String shown() {
        var call = value.lastIndexOf(CALL);
        return call < 0 ? value : value.substring(0, call);
    }

    /// Whether this is a caller whose number is not known, so that nobody can call back.
    public boolean isWithheld() {
        return shown().equals(WITHHELD);
    }

    /// The address as staff without the right to see it whole are shown it: `…42`.
    public String masked() {
        var shown = shown();
        return "…" + (shown.length() > 6 && !isWithheld() ? shown.substring(shown.length() - 2) : "");
    }

    @Override
    public String toString() {
        return channel + ":" + masked();
    }
}
