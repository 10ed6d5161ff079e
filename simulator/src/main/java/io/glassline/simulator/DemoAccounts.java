package io.glassline.simulator;

/// The accounts of the demo city and their secrets. Fixed and public, so that anyone can sign a request as the
/// provider would; a production gateway refuses to start with any of them.
public final class DemoAccounts {

    public static final String TWILIO_ACCOUNT_SID = "ACdemo00000000000000000000000000";
    public static final String TWILIO_AUTH_TOKEN = "demo-twilio-auth-token";
    public static final String SMS_NUMBER = "+15550100";
    public static final String VOICE_NUMBER = "+15550101";

    public static final String META_PHONE_NUMBER_ID = "100000000000001";
    public static final String META_BUSINESS_ACCOUNT_ID = "200000000000001";
    public static final String META_DISPLAY_NUMBER = "15550102";
    public static final String META_APP_SECRET = "demo-meta-app-secret";
    public static final String META_VERIFY_TOKEN = "demo-meta-verify-token";
    public static final String META_ACCESS_TOKEN = "demo-meta-access-token";

    public static final long TELEGRAM_BOT_ID = 1_000_000_001L;
    public static final String TELEGRAM_BOT_TOKEN = "1000000001:demo-telegram-bot-token";
    public static final String TELEGRAM_WEBHOOK_SECRET = "demo-telegram-webhook-secret";

    public static final String MAILBOX = "help@city.example";
    public static final String MAILBOX_PASSWORD = "demo-mailbox-password";

    /// Recipients with a fate, as providers' test numbers have. Everybody else is reachable.
    public static final String UNREACHABLE_NUMBER = "+15550404";

    public static final String WINDOW_CLOSED_NUMBER = "+15550047";
    public static final long BLOCKED_TELEGRAM_CHAT = 403_403_403L;

    private DemoAccounts() {}
}
