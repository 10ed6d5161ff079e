package io.glassline.bench.loss;

/// The channels on which the harness writes to the city, with the account of each.
enum Channel {
    SMS("city-sms"),
    WHATSAPP("city-whatsapp"),
    TELEGRAM("city-telegram");

    private final String account;

    Channel(String account) {
        this.account = account;
    }

    String account() {
        return account;
    }
}
