package io.glassline.simulator.telegram;

import io.glassline.simulator.provider.Provider.Addresses;
import java.util.Map;

/// The demo city's bot. Its secrets are fixed and public, and a production gateway refuses to start with them.
final class TelegramDemo {

    static final String BOT_TOKEN = "1000000001:demo-telegram-bot-token";
    static final String WEBHOOK_SECRET = "demo-telegram-webhook-secret";

    static final Map<String, String> SECRETS = Map.of("bot-token", BOT_TOKEN, "webhook-secret", WEBHOOK_SECRET);

    /// Has blocked the bot.
    static final long BLOCKED_CHAT = 403_403_403L;

    private TelegramDemo() {}

    static Map<String, String> settings(Addresses addresses) {
        return Map.of("api-url", addresses.url());
    }

    static Map<String, String> gatewayVariables(Addresses addresses) {
        return Map.of(
                "GLASSLINE_TELEGRAM_BOT_TOKEN",
                BOT_TOKEN,
                "GLASSLINE_TELEGRAM_WEBHOOK_SECRET",
                WEBHOOK_SECRET,
                "GLASSLINE_TELEGRAM_API_URL",
                addresses.url());
    }
}
