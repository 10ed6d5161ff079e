package io.glassline.channel;

import java.util.Optional;

/// What the secrets are for that are to follow an account's own, while one is changed at the provider.
public enum NextSecrets {
    /// Calls that they prove are taken, beside those that the account's own prove.
    ACCEPTED,
    /// Calls that they prove are counted, so that people see whether the new secret is right, and not taken.
    REPORTED;

    /// The account's setting for it.
    public static final String SETTING = "next-secrets-are";

    public static NextSecrets of(ChannelAccount account) {
        return account.setting(SETTING).filter("reported"::equals).isPresent() ? REPORTED : ACCEPTED;
    }

    static Optional<String> mistake(String setting, String value) {
        return !setting.equals(SETTING) || value.equals("accepted") || value.equals("reported")
                ? Optional.empty()
                : Optional.of("\"%s\" must be accepted or reported".formatted(SETTING));
    }

    /// Reads a call as the account's: by its own secrets and, where those do not prove it, by those that
    /// follow them, if they are accepted.
    public static Receipt receive(WebhookCall call, ChannelAdapter adapter, ChannelAccount account) {
        var receipt = adapter.receive(call, account);
        return proves(receipt) || of(account) == REPORTED
                ? receipt
                : account.withNextSecrets()
                        .map(next -> adapter.receive(call, next))
                        .orElse(receipt);
    }

    /// Whether the secrets of `by` prove the call.
    public static boolean prove(WebhookCall call, ChannelAdapter adapter, ChannelAccount by) {
        try {
            return proves(adapter.receive(call, by));
        } catch (RuntimeException e) {
            return true; // it was proven before it was read
        }
    }

    /// Whether a call of which this was read is shown to be the provider's.
    private static boolean proves(Receipt receipt) {
        return !(receipt instanceof Receipt.Refused(var fault, var _)) || fault == Receipt.Fault.MALFORMED;
    }
}
