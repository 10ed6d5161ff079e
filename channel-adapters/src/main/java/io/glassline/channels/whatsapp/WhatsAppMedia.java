package io.glassline.channels.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.MediaRequest;
import io.glassline.channel.MediaStep;
import io.glassline.message.Content;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where Meta keeps the media of a message: behind an id. Asked for it, Meta tells a URL, which is good for
/// five minutes and wants the token, too. See Meta's page "Media" of its Cloud API's business phone numbers.
final class WhatsAppMedia {

    static final String SCHEME = "whatsapp:media/";

    private static final Set<String> HOSTS =
            Set.of("graph.facebook.com", "lookaside.fbsbx.com", "*.fbsbx.com", "*.fbcdn.net", "*.whatsapp.net");

    private WhatsAppMedia() {}

    static MediaStep fetch(Content.Media media, ChannelAccount account) {
        var location = media.location().toString();
        if (!location.startsWith(SCHEME)) {
            return new MediaStep.Never("The provider did not say where it is.");
        }
        var id = URLDecoder.decode(location.substring(SCHEME.length()), UTF_8);
        var asked = URI.create(WhatsAppSender.base(account) + "/" + URLEncoder.encode(id, UTF_8) + "?phone_number_id="
                + URLEncoder.encode(account.ownAddress(), UTF_8));
        return new MediaStep.Ask(request(asked, account), (status, body) -> switch (status) {
            case 200 -> load(body, account);
            case 400, 404, 410 -> new MediaStep.Missing("The provider does not have it under the id it gave.");
            default -> new MediaStep.Unclear("The provider answered " + status + " when it was asked where it is.");
        });
    }

    private static MediaStep load(byte[] body, ChannelAccount account) {
        try {
            var url = WhatsAppJson.MAPPER.readTree(body).path("url").asText("");
            return new MediaStep.Load(request(URI.create(url), account));
        } catch (IOException | IllegalArgumentException e) {
            return new MediaStep.Unclear("The provider did not say where it is.");
        }
    }

    private static MediaRequest request(URI at, ChannelAccount account) {
        var bearer = "Bearer " + account.secret("access-token").value();
        var plain =
                new MediaRequest(at, Map.of(), HOSTS, account.setting("api-url").map(URI::create));
        var isMetas = Optional.ofNullable(at.getHost()).filter(plain::allows).isPresent()
                && "https".equalsIgnoreCase(at.getScheme());
        return isMetas || plain.isAtApiUrl(at)
                ? new MediaRequest(at, Map.of("Authorization", bearer), HOSTS, plain.apiUrl())
                : plain; // the guard refuses it
    }
}
