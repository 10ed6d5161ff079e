package io.glassline.bench.town;

import io.glassline.app.Adapters;
import io.glassline.channel.SendPolicy;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import io.glassline.simulator.DemoAccounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The example city, with the demo's accounts and the stand-ins as its providers.
public final class City {

    private City() {}

    /// The project's root: where the launcher says it is, or above the module whose tests run.
    public static Path home() {
        var here = Path.of(System.getProperty("glassline.home", ""))
                .toAbsolutePath()
                .normalize();
        return Files.isDirectory(here.resolve("config")) || here.getParent() == null ? here : here.getParent();
    }

    /// @throws IllegalStateException with every mistake in the configuration.
    public static CityConfig read(String providersUrl, int smtpPort, int imapPort) {
        var variables = variables(providersUrl, smtpPort, imapPort);
        return switch (CityConfig.read(
                home().resolve("config"), Adapters.forms(), name -> Optional.ofNullable(variables.get(name)))) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private static Map<String, String> variables(String providersUrl, int smtpPort, int imapPort) {
        var variables = new HashMap<String, String>();
        variables.put("GLASSLINE_TWILIO_ACCOUNT_SID", DemoAccounts.TWILIO_ACCOUNT_SID);
        variables.put("GLASSLINE_TWILIO_AUTH_TOKEN", DemoAccounts.TWILIO_AUTH_TOKEN);
        variables.put("GLASSLINE_META_APP_SECRET", DemoAccounts.META_APP_SECRET);
        variables.put("GLASSLINE_META_VERIFY_TOKEN", DemoAccounts.META_VERIFY_TOKEN);
        variables.put("GLASSLINE_META_ACCESS_TOKEN", DemoAccounts.META_ACCESS_TOKEN);
        variables.put("GLASSLINE_TELEGRAM_BOT_TOKEN", DemoAccounts.TELEGRAM_BOT_TOKEN);
        variables.put("GLASSLINE_TELEGRAM_WEBHOOK_SECRET", DemoAccounts.TELEGRAM_WEBHOOK_SECRET);
        variables.put("GLASSLINE_MAILBOX_PASSWORD", DemoAccounts.MAILBOX_PASSWORD);
        variables.put("GLASSLINE_TWILIO_API_URL", providersUrl);
        variables.put("GLASSLINE_META_API_URL", providersUrl);
        variables.put("GLASSLINE_TELEGRAM_API_URL", providersUrl);
        variables.put("GLASSLINE_MAIL_TLS", "none");
        variables.put("GLASSLINE_SMTP_HOST", "localhost");
        variables.put("GLASSLINE_SMTP_PORT", Integer.toString(smtpPort));
        variables.put("GLASSLINE_IMAP_HOST", "localhost");
        variables.put("GLASSLINE_IMAP_PORT", Integer.toString(imapPort));
        // As fast as they may be told to be: what is to be seen here is the gateway's own pace.
        for (var account : List.of("SMS", "WHATSAPP", "TELEGRAM", "MAIL")) {
            variables.put(
                    "GLASSLINE_" + account + "_PARTS_PER_SECOND", Integer.toString(SendPolicy.PARTS_PER_SECOND_MAX));
        }
        return variables;
    }
}
