package io.glassline.app.command;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The demo's secrets. They are public, so that anyone can sign a request to a demo; `serve` refuses each of them.
public final class DemoSecrets {

    public static final String API_TOKEN = "demo-api-token";

    public static final Map<String, String> VARIABLES = Map.of(
            "GLASSLINE_TWILIO_ACCOUNT_SID", "ACdemo00000000000000000000000000",
            "GLASSLINE_TWILIO_AUTH_TOKEN", "demo-twilio-auth-token",
            "GLASSLINE_META_APP_SECRET", "demo-meta-app-secret",
            "GLASSLINE_META_VERIFY_TOKEN", "demo-meta-verify-token",
            "GLASSLINE_META_ACCESS_TOKEN", "demo-meta-access-token",
            "GLASSLINE_TELEGRAM_BOT_TOKEN", "1000000001:demo-telegram-bot-token",
            "GLASSLINE_TELEGRAM_WEBHOOK_SECRET", "demo-telegram-webhook-secret",
            "GLASSLINE_MAILBOX_PASSWORD", "demo-mailbox-password",
            "GLASSLINE_WEB_CHAT_SECRET", "demo-web-chat-session-secret");

    private static final Set<String> ALL = VARIABLES.values().stream().collect(Collectors.toUnmodifiableSet());

    private DemoSecrets() {}

    static boolean contains(String value) {
        return ALL.contains(value) || value.equals(API_TOKEN);
    }
}
