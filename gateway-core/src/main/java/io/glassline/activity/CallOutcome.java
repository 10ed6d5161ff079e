package io.glassline.activity;

import io.glassline.channel.Receipt;
import java.util.Locale;

/// What a provider's call came to.
public enum CallOutcome {
    /// Something in it was for us, and is durable.
    ACCEPTED,
    /// Genuine, with nothing for us in it, or the provider's question whether we are there.
    NOTHING,
    /// Not shown to be the provider's.
    NOT_AUTHENTIC,
    /// Genuine, and not readable: it is in quarantine.
    UNREADABLE,
    /// Genuine, and not taken, because it could not be stored. The provider comes again.
    NOT_TAKEN,
    /// While a secret is changed, beside one of those above: the account's own secret proves the call.
    PROVEN_BY_SECRET,
    /// While a secret is changed, beside one of those above: the secret that is to follow proves the call.
    PROVEN_BY_NEXT_SECRET;

    public static CallOutcome of(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Events _ -> ACCEPTED;
            case Receipt.Nothing _, Receipt.Handshake _ -> NOTHING;
            case Receipt.Quarantined _ -> UNREADABLE;
            case Receipt.Elsewhere(var _, var theirs) -> of(theirs);
            case Receipt.Refused(var fault, var _) ->
                switch (fault) {
                    case NOT_AUTHENTIC, NOT_PROVABLE -> NOT_AUTHENTIC;
                    case MALFORMED -> UNREADABLE;
                };
        };
    }

    /// As it is stored.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException when there is none of this key.
    public static CallOutcome ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
