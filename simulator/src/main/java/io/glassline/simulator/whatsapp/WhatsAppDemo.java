package io.glassline.simulator.whatsapp;

import io.glassline.simulator.provider.Provider.Addresses;
import java.util.Map;

/// The demo city's account with Meta. Fixed and public, so that anyone can sign a request as Meta would; a production
/// gateway refuses to start with its secrets.
final class WhatsAppDemo {

    static final String BUSINESS_ACCOUNT_ID = "200000000000001";
    static final String APP_SECRET = "demo-meta-app-secret";
    static final String VERIFY_TOKEN = "demo-meta-verify-token";
    static final String ACCESS_TOKEN = "demo-meta-access-token";

    static final Map<String, String> SECRETS =
            Map.of("app-secret", APP_SECRET, "verify-token", VERIFY_TOKEN, "access-token", ACCESS_TOKEN);

    /// Whoever has this number has not written for more than 24 hours.
    static final String WINDOW_CLOSED_NUMBER = "+15550047";

    private WhatsAppDemo() {}

    static Map<String, String> settings(Addresses addresses) {
        return Map.of("api-url", addresses.url(), "business-account-id", BUSINESS_ACCOUNT_ID);
    }

    static Map<String, String> gatewayVariables(Addresses addresses) {
        return Map.of(
                "GLASSLINE_META_APP_SECRET",
                APP_SECRET,
                "GLASSLINE_META_VERIFY_TOKEN",
                VERIFY_TOKEN,
                "GLASSLINE_META_ACCESS_TOKEN",
                ACCESS_TOKEN,
                "GLASSLINE_META_API_URL",
                addresses.url(),
                "GLASSLINE_META_BUSINESS_ACCOUNT",
                BUSINESS_ACCOUNT_ID);
    }
}
