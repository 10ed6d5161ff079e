package example.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PullChannel.Pulled;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.ProviderCall.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls to the homeserver.
final class MatrixApi {

    /// The method of what was fetched; see `MatrixAdapter.receive`.
    static final String FETCHED = "PULL";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLIENT = "/_matrix/client/v3";

    /// The first look only learns where "now" is: what was said before is not answered.
    private static final String ONLY_THE_PLACE = "{\"room\":{\"timeline\":{\"limit\":0}}}";

    private static final String NEWS = "{\"room\":{\"timeline\":{\"limit\":50}},\"presence\":{\"types\":[]}}";

    /// Pages of 100 events that are fetched behind a gap.
    private static final int PAGES_MAX = 20;

    private final HttpClient http = ProviderCall.client();

    Pulled pull(ChannelAccount account, String cursor) throws IOException {
        var sync = get(
                account,
                cursor.isEmpty()
                        ? "/sync?filter=" + encoded(ONLY_THE_PLACE)
                        : "/sync?timeout=0&filter=" + encoded(NEWS) + "&since=" + encoded(cursor));
        for (var invitation : fields(sync.path("rooms").path("invite"))) {
            join(account, invitation.getKey());
        }
        var calls = new ArrayList<WebhookCall>();
        if (!cursor.isEmpty()) {
            for (var room : fields(sync.path("rooms").path("join"))) {
                for (var event : events(account, room.getKey(), room.getValue().path("timeline"), cursor)) {
                    calls.add(fetched(room.getKey(), event));
                }
            }
        }
        return new Pulled(calls, sync.path("next_batch").asText());
    }

    /// The timeline's events, and those before them that did not fit into it.
    private List<JsonNode> events(ChannelAccount account, String room, JsonNode timeline, String since)
            throws IOException {
        var behind = new ArrayList<JsonNode>();
        var from = timeline.path("limited").asBoolean() ? timeline.path("prev_batch").asText("") : "";
        for (var page = 0; page < PAGES_MAX && !from.isEmpty(); page++) {
            var messages = get(
                    account,
                    "/rooms/" + encoded(room) + "/messages?dir=b&limit=100&from=" + encoded(from) + "&to="
                            + encoded(since));
            messages.path("chunk").forEach(behind::add);
            from = messages.path("end").asText("");
        }
        Collections.reverse(behind);
        timeline.path("events").forEach(behind::add);
        return behind;
    }

    private static WebhookCall fetched(String room, JsonNode event) {
        var body = JSON.createObjectNode().put("room", room);
        body.set("event", event);
        return new WebhookCall(
                FETCHED, "", "matrix:event", Map.of(), body.toString().getBytes(UTF_8), Instant.now());
    }

    /// An invitation that cannot be followed is there again the next time.
    private void join(ChannelAccount account, String room) {
        ProviderCall.make(
                http,
                request(account, "/rooms/" + encoded(room) + "/join")
                        .POST(BodyPublishers.ofString("{}"))
                        .build());
    }

    private JsonNode get(ChannelAccount account, String path) throws IOException {
        return switch (ProviderCall.make(http, request(account, path).GET().build())) {
            case Reply.Answer answer when answer.status() == 200 -> JSON.readTree(answer.body());
            case Reply.Answer answer -> throw new IOException("the homeserver answered " + answer.status());
            case Reply.NoConnection(var because) -> throw new IOException(because);
            case Reply.NoAnswer(var because) -> throw new IOException(because);
        };
    }

    SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account) {
        var reference = new Outgoing.PartRef(message.id(), part.number()).toString();
        var body = JSON.createObjectNode()
                .put("msgtype", message.automatic() ? "m.notice" : "m.text")
                .put("body", part.text());
        var request = request(
                        account,
                        "/rooms/" + encoded(message.to().value()) + "/send/m.room.message/" + encoded(reference))
                .PUT(BodyPublishers.ofString(body.toString()))
                .build();
        return switch (ProviderCall.make(http, request)) {
            case Reply.Answer answer -> outcome(answer);
            case Reply.NoConnection noConnection -> noConnection.outcome();
            case Reply.NoAnswer noAnswer -> noAnswer.outcome();
        };
    }

    private static SendOutcome outcome(Reply.Answer answer) {
        JsonNode json;
        try {
            json = JSON.readTree(answer.body());
        } catch (IOException e) {
            json = JSON.createObjectNode();
        }
        var code = json.path("errcode").asText(Integer.toString(answer.status()));
        var because = json.path("error").asText("the homeserver answered " + answer.status());
        if (answer.status() == 200) {
            return json.path("event_id").isTextual()
                    ? new SendOutcome.Accepted(json.path("event_id").asText())
                    : new SendOutcome.Unknown("the homeserver's answer names no event");
        }
        return switch (code) {
            case "M_LIMIT_EXCEEDED" ->
                new SendOutcome.Busy(
                        SendOutcome.Limit.ACCOUNT,
                        because,
                        json.path("retry_after_ms").isNumber()
                                ? Optional.of(Duration.ofMillis(json.path("retry_after_ms").asLong()))
                                : answer.retryAfter());
            case "M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_USER_SUSPENDED" ->
                new SendOutcome.AccountFault(code, because);
            case "M_FORBIDDEN", "M_NOT_FOUND" ->
                new SendOutcome.Rejected(SendOutcome.Rejected.UNREACHABLE, because);
            default ->
                answer.status() >= 500
                        ? new SendOutcome.Retry(because, answer.retryAfter())
                        : new SendOutcome.Rejected(code, because);
        };
    }

    private static HttpRequest.Builder request(ChannelAccount account, String path) {
        return HttpRequest.newBuilder(URI.create(account.requiredSetting("homeserver") + CLIENT + path))
                .timeout(ProviderCall.ANSWER_MAX)
                .header("Authorization", "Bearer " + account.secret("access-token").value())
                .header("Content-Type", "application/json");
    }

    private static List<Map.Entry<String, JsonNode>> fields(JsonNode object) {
        var all = new ArrayList<Map.Entry<String, JsonNode>>();
        object.fields().forEachRemaining(all::add);
        return all;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
