package io.glassline.channels.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.MediaRequest;
import io.glassline.channel.MediaStep;
import io.glassline.message.Content;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Where Telegram keeps a file: `getFile` tells a path, which is good for an hour at least; a bot is
/// given 20 MB at most: <https://core.telegram.org/bots/api#getfile>. Both addresses have the bot's token
/// in their path, so that neither is ever stored or shown.
final class TelegramMedia {

    static final String SCHEME = "telegram:file/";

    private static final String API = "https://api.telegram.org";
    private static final Set<String> HOSTS = Set.of("api.telegram.org");
    private static final ObjectMapper JSON = new ObjectMapper();

    private TelegramMedia() {}

    static MediaStep fetch(Content.Media media, ChannelAccount account) {
        var location = media.location().toString();
        if (!location.startsWith(SCHEME)) {
            return new MediaStep.Never("The provider did not say where it is.");
        }
        var id = URLDecoder.decode(location.substring(SCHEME.length()), UTF_8);
        var asked = bot("", account) + "/getFile?file_id=" + URLEncoder.encode(id, UTF_8);
        return new MediaStep.Ask(request(asked, account), (status, body) -> read(status, body, account));
    }

    private static MediaStep read(int status, byte[] body, ChannelAccount account) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            answer = JSON.createObjectNode();
        }
        var path = answer.path("result").path("file_path").asText("");
        if (status == 200 && !path.isEmpty()) {
            return new MediaStep.Load(request(bot("/file", account) + "/" + encoded(path), account));
        }
        if (status == 400 && answer.path("description").asText("").contains("too big")) {
            return new MediaStep.Never("It is larger than the 20 MB that Telegram gives a bot.");
        }
        return status == 400 || status == 404
                ? new MediaStep.Missing("The provider does not have it under the id it gave.")
                : new MediaStep.Unclear("The provider answered " + status + " when it was asked where it is.");
    }

    private static String bot(String folder, ChannelAccount account) {
        return account.setting("api-url").orElse(API).replaceFirst("/$", "") + folder + "/bot"
                + account.secret("bot-token").value();
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static MediaRequest request(String at, ChannelAccount account) {
        return new MediaRequest(
                URI.create(at), Map.of(), HOSTS, account.setting("api-url").map(URI::create));
    }
}
