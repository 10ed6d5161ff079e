package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Provider.Addresses;
import java.util.Map;

/// The demo city's account with Twilio. Fixed and public, so that anyone can sign a request as Twilio would; a
/// production gateway refuses to start with its secrets.
final class TwilioDemo {

    static final String ACCOUNT_SID = "ACdemo00000000000000000000000000";
    static final String AUTH_TOKEN = "demo-twilio-auth-token";
    static final Map<String, String> SECRETS = Map.of("auth-token", AUTH_TOKEN);

    private TwilioDemo() {}

    static Map<String, String> settings(Addresses addresses) {
        return Map.of("account-sid", ACCOUNT_SID, "api-url", addresses.url());
    }

    static Map<String, String> gatewayVariables(Addresses addresses) {
        return Map.of(
                "GLASSLINE_TWILIO_ACCOUNT_SID",
                ACCOUNT_SID,
                "GLASSLINE_TWILIO_AUTH_TOKEN",
                AUTH_TOKEN,
                "GLASSLINE_TWILIO_API_URL",
                addresses.url());
    }
}
