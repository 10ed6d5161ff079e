package io.glassline.channel;

import java.util.Optional;
import java.util.Set;

/// Whether the citizen is sent a link to the receipt when staff close a conversation. `channels.yml` says so for an
/// account we send by, by the setting in [#SETTINGS].
///
/// @param atEnd usually not: a link at the end of each conversation is a text that many did not ask for.
public record ReceiptPolicy(boolean atEnd) {

    public static final String RECEIPT_AT_END = "receipt-at-end";

    /// The settings that every account we send by may have.
    public static final Set<String> SETTINGS = Set.of(RECEIPT_AT_END);

    public static final ReceiptPolicy USUAL = new ReceiptPolicy(false);

    private static final String LINK = "link";
    private static final String NOTHING = "nothing";

    /// This, with what the account's own settings say.
    public ReceiptPolicy of(ChannelAccount account) {
        return account.setting(RECEIPT_AT_END)
                .map(value -> new ReceiptPolicy(value.equals(LINK)))
                .orElse(this);
    }

    /// What is wrong with a value of one of [#SETTINGS], or empty; any other setting is none of ours to judge.
    public static Optional<String> mistake(String setting, String value) {
        return !setting.equals(RECEIPT_AT_END) || value.equals(LINK) || value.equals(NOTHING)
                ? Optional.empty()
                : Optional.of("\"%s\" must be %s or %s".formatted(setting, LINK, NOTHING));
    }
}
