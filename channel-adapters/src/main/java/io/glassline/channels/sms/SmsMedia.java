package io.glassline.channels.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.MediaRequest;
import io.glassline.channel.MediaStep;
import io.glassline.message.Content;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where Twilio keeps the pictures of an MMS: behind HTTP Basic at its API, which leads on to a storage
/// that the credentials are not for: <https://www.twilio.com/docs/messaging/api/media-resource>.
final class SmsMedia {

    private static final String API_HOST = "api.twilio.com";

    /// The API, and the storages it leads to.
    private static final Set<String> HOSTS =
            Set.of(API_HOST, "*.twilio.com", "*.twiliocdn.com", "s3-external-1.amazonaws.com");

    private SmsMedia() {}

    static MediaStep fetch(Content.Media media, ChannelAccount account) {
        var at = media.location();
        var apiUrl = account.setting("api-url").map(URI::create);
        var plain = new MediaRequest(at, Map.of(), HOSTS, apiUrl);
        if (at.getHost() == null) {
            return new MediaStep.Never("The provider did not say where it is.");
        }
        return new MediaStep.Load(
                isTheApi(at) || plain.isAtApiUrl(at)
                        ? new MediaRequest(at, Map.of("Authorization", basic(account)), HOSTS, apiUrl)
                        : plain);
    }

    /// In every region: <https://www.twilio.com/docs/global-infrastructure>.
    private static boolean isTheApi(URI at) {
        var host = at.getHost().toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(at.getScheme())
                && Optional.of(host)
                        .filter(name -> name.equals(API_HOST) || name.matches("api\\.[a-z0-9.-]+\\.twilio\\.com"))
                        .isPresent();
    }

    private static String basic(ChannelAccount account) {
        var pair = account.requiredSetting("account-sid") + ":"
                + account.secret("auth-token").value();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
