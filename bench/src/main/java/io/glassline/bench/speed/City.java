package io.glassline.bench.speed;

import io.glassline.app.node.Adapters;
import io.glassline.channel.SendPolicy;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The example city, with its SMS account alone: nothing here is mail, and a mailbox that cannot be reached would only
/// be tried again and again.
final class City {

    private static final Map<String, String> VARIABLES = Map.of(
            "GLASSLINE_TWILIO_ACCOUNT_SID", SignedPosts.ACCOUNT_SID,
            "GLASSLINE_TWILIO_AUTH_TOKEN", SignedPosts.AUTH_TOKEN,
            "GLASSLINE_META_APP_SECRET", "unused",
            "GLASSLINE_META_VERIFY_TOKEN", "unused",
            "GLASSLINE_META_ACCESS_TOKEN", "unused",
            "GLASSLINE_TELEGRAM_BOT_TOKEN", "1:unused",
            "GLASSLINE_TELEGRAM_WEBHOOK_SECRET", "unused",
            "GLASSLINE_MAILBOX_PASSWORD", "unused",
            "GLASSLINE_SMTP_HOST", "localhost",
            "GLASSLINE_IMAP_HOST", "localhost");

    private City() {}

    /// @param providers where the provider's stand-in listens, such as `http://127.0.0.1:8090`.
    static CityConfig read(String providers) {
        var variables = new HashMap<>(VARIABLES);
        variables.put("GLASSLINE_TWILIO_API_URL", providers);
        variables.put("GLASSLINE_SMS_PARTS_PER_SECOND", Integer.toString(SendPolicy.PARTS_PER_SECOND_MAX));
        var read = CityConfig.read(
                Contender.home().resolve("config"), Adapters.forms(), name -> Optional.ofNullable(variables.get(name)));
        return switch (read) {
            case Parsed.Good<CityConfig>(var city) -> withSmsAlone(city);
            case Parsed.Bad<CityConfig>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private static CityConfig withSmsAlone(CityConfig city) {
        return new CityConfig(
                city.name(),
                city.zone(),
                city.languages(),
                city.otherLanguages(),
                city.staff(),
                city.accounts().stream()
                        .filter(account -> account.kind().name().equals("sms"))
                        .toList(),
                city.declaredChannels(),
                city.queues(),
                city.gates(),
                city.dialogue(),
                city.rules(),
                city.flows(),
                city.lookups(),
                city.phrases(),
                city.knowledge(),
                city.files(),
                city.wordsVersion(),
                city.warnings());
    }
}
