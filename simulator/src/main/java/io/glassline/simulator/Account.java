package io.glassline.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The city's accounts with the providers.
enum Account {
    SMS("city-sms"),
    WHATSAPP("city-whatsapp"),
    TELEGRAM("city-telegram"),
    EMAIL("city-email"),
    VOICE("city-voice");

    private final String id;

    Account(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    static Optional<Account> named(String id) {
        return Arrays.stream(values()).filter(account -> account.id.equals(id)).findFirst();
    }

    /// The account, or the refusal that says which ones there are.
    static Account required(String id) {
        return named(id)
                .orElseThrow(() -> new BadRequest("account '" + id + "' is not known; accounts here are: "
                        + Arrays.stream(values()).map(Account::id).collect(Collectors.joining(", "))));
    }

    /// What is equal for two spellings of one person's address on this account.
    String key(String address) {
        return switch (this) {
            case SMS, WHATSAPP, VOICE -> {
                var digits = address.replaceAll("[^0-9]", "");
                yield digits.isEmpty() ? address.toLowerCase(Locale.ROOT).strip() : digits;
            }
            case TELEGRAM -> address.strip();
            case EMAIL -> bareMailAddress(address);
        };
    }

    private static String bareMailAddress(String address) {
        var open = address.lastIndexOf('<');
        var close = address.lastIndexOf('>');
        var bare = open >= 0 && close > open ? address.substring(open + 1, close) : address;
        return bare.strip().toLowerCase(Locale.ROOT);
    }
}
