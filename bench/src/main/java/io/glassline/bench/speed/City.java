package io.glassline.bench.speed;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.Deployment;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.SendPolicy;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The example city, with its text messages and its phone, on which callers talk: nothing here is mail, and a mailbox
/// that cannot be reached would only be tried again and again.
final class City {

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("GLASSLINE_TWILIO_ACCOUNT_SID", SignedPosts.ACCOUNT_SID),
            Map.entry("GLASSLINE_TWILIO_AUTH_TOKEN", SignedPosts.AUTH_TOKEN),
            Map.entry("GLASSLINE_META_APP_SECRET", "unused"),
            Map.entry("GLASSLINE_META_VERIFY_TOKEN", "unused"),
            Map.entry("GLASSLINE_META_ACCESS_TOKEN", "unused"),
            Map.entry("GLASSLINE_TELEGRAM_BOT_TOKEN", "1:unused"),
            Map.entry("GLASSLINE_TELEGRAM_WEBHOOK_SECRET", "unused"),
            Map.entry("GLASSLINE_MAILBOX_PASSWORD", "unused"),
            Map.entry("GLASSLINE_WEB_CHAT_SECRET", "unused"),
            Map.entry("GLASSLINE_VOICE_TALKS_BY", "conversation-relay"),
            Map.entry("GLASSLINE_SMTP_HOST", "localhost"),
            Map.entry("GLASSLINE_IMAP_HOST", "localhost"));

    private City() {}

    /// @param providers where the provider's stand-in listens, such as `http://127.0.0.1:8090`.
    static CityConfig read(String providers) {
        return read(Contender.home().resolve("config"), providers);
    }

    /// A city of another folder.
    static CityConfig read(Path folder, String providers) {
        return switch (CityConfig.read(folder, Adapters.forms(), variables(providers))) {
            case Parsed.Good<CityConfig>(var city) -> city.with(City::ofTwilio);
            case Parsed.Bad<CityConfig>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /// How further versions are read.
    static Deployment.Configuration configuration(String providers) {
        return new Deployment.Configuration(
                variables(providers), City::ofTwilio, UnaryOperator.identity(), _ -> true, false);
    }

    private static Function<String, Optional<String>> variables(String providers) {
        var variables = new HashMap<>(VARIABLES);
        variables.put("GLASSLINE_TWILIO_API_URL", providers);
        variables.put("GLASSLINE_SMS_PARTS_PER_SECOND", Integer.toString(SendPolicy.PARTS_PER_SECOND_MAX));
        return name -> Optional.ofNullable(variables.get(name));
    }

    private static List<ChannelAccount> ofTwilio(List<ChannelAccount> accounts) {
        return accounts.stream()
                .filter(account ->
                        Set.of("sms", "voice").contains(account.kind().name()))
                .toList();
    }
}
