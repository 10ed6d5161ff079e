package example.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glassline.channel.AdapterContract;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.WebhookCall;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Held to the contract of every channel, and against a homeserver that answers as the specification says.
class MatrixAdapterTest extends AdapterContract {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String ROOM = "!lights:example.org";

    private final MatrixAdapter adapter = new MatrixAdapter();
    private final List<String> asked = new ArrayList<>();
    private HttpServer homeserver;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void aHomeserverListens() throws IOException {
        homeserver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        homeserver.createContext("/", this::answer);
        homeserver.start();
    }

    @AfterEach
    void itStops() {
        homeserver.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + path.replaceFirst("filter=[^&]*", "filter=…"));
        var body = path.contains("/messages?")
                ? "{\"chunk\":[" + text("$2", "second") + "," + text("$1", "first") + "]}"
                : answer;
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String text(String id, String body) {
        return event(id, "m.room.message", "{\"msgtype\":\"m.text\",\"body\":\"" + body + "\"}");
    }

    private static String event(String id, String type, String content) {
        return "{\"event_id\":\"%s\",\"sender\":\"@maria:example.org\",\"type\":\"%s\",\"origin_server_ts\":1795867200000,\"content\":%s}"
                .formatted(id, type, content);
    }

    private static WebhookCall call(String event) {
        var body = "{\"room\":\"%s\",\"event\":%s}".formatted(ROOM, event);
        return new WebhookCall(MatrixApi.FETCHED, "", "matrix:event", Map.of(), body.getBytes(UTF_8), NOW);
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelAccount account() {
        return new ChannelAccount(
                "city-matrix",
                MatrixAdapter.KIND,
                "@city:example.org",
                Map.of("homeserver", "http://127.0.0.1:" + homeserver.getAddress().getPort()),
                Map.of("access-token", new Secret("an-access-token")));
    }

    @Override
    protected List<WebhookCall> genuine() {
        return List.of(call(text("$1", "hello")), wordsBesideSomething().getFirst(), signs().getFirst());
    }

    @Override
    protected WebhookCall withWrongProof(WebhookCall call) {
        return new WebhookCall("POST", "", "https://city.example/x", Map.of(), call.body(), NOW);
    }

    @Override
    protected WebhookCall withBody(WebhookCall call, byte[] body) {
        return new WebhookCall(call.method(), "", call.publicUrl(), Map.of(), body, NOW);
    }

    @Override
    protected WebhookCall ofUnknownKind() {
        return call(event("$9", "m.room.message", "{\"msgtype\":\"org.example.hologram\"}"));
    }

    @Override
    protected List<WebhookCall> signs() {
        return List.of(
                call(event("$3", "m.reaction", "{\"m.relates_to\":{\"rel_type\":\"m.annotation\",\"event_id\":\"$1\",\"key\":\"👍\"}}")),
                call(event("$4", "m.room.redaction", "{\"redacts\":\"$1\"}")),
                call(event("$5", "m.room.message", "{\"msgtype\":\"m.text\",\"body\":\"* hi\",\"m.new_content\":{\"body\":\"hi\"},\"m.relates_to\":{\"rel_type\":\"m.replace\",\"event_id\":\"$1\"}}")));
    }

    @Override
    protected List<WebhookCall> wordsBesideSomething() {
        return List.of(call(event("$6", "m.room.message", "{\"msgtype\":\"m.image\",\"url\":\"mxc://example.org/abc\",\"filename\":\"fire.jpg\",\"body\":\"" + BESIDE + "\",\"info\":{\"mimetype\":\"image/jpeg\"}}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # type             | content                                                                           | what it is
              m.room.message   | {"msgtype":"m.text","body":"> <@city:x> hi\\n\\nthanks","m.relates_to":{"m.in_reply_to":{"event_id":"$0"}}} | Text[body=thanks]
              m.room.message   | {"msgtype":"m.location","geo_uri":"geo:39.1,-84.5;u=35","body":"the corner"}       | Place[latitude=39.1, longitude=-84.5, label=Optional[the corner]]
              m.room.message   | {"msgtype":"m.location","geo_uri":"geo:939.1,-84.5"}                               | Unsupported[description=a place that is nowhere on earth]
              m.room.message   | {"msgtype":"m.image","body":"fire.jpg","file":{"url":"mxc://x/y"}}                 | Unsupported[description=a file that is encrypted]
              m.room.encrypted | {"ciphertext":"AwgAEn"}                                                           | Unsupported[description=an encrypted message]
            """)
    void readsAnEvent(String type, String content, String told) {
        var receipt = (Receipt.Events) adapter.receive(call(event("$1", type, content)), account());
        assertThat(((ChannelEvent.FromCitizen) receipt.events().getFirst()).content()).hasToString(told);
    }

    @Test
    void theFirstLookAnswersNothingThatWasSaidBefore() throws IOException {
        answer = "{\"next_batch\":\"s1\",\"rooms\":{\"join\":{\"%s\":{\"timeline\":{\"events\":[%s]}}}}}"
                .formatted(ROOM, text("$1", "an old story"));

        assertThat(adapter.pull(account(), "", 50).calls()).isEmpty();
        assertThat(adapter.pull(account(), "", 50).cursor()).isEqualTo("s1");
    }

    @Test
    void aGapInTheTimelineIsFilledAndInvitationsAreFollowed() throws IOException {
        answer = "{\"next_batch\":\"s2\",\"rooms\":{\"invite\":{\"!new:example.org\":{}},\"join\":{\"%s\":{\"timeline\":{\"limited\":true,\"prev_batch\":\"p1\",\"events\":[%s]}}}}}"
                .formatted(ROOM, text("$3", "third"));

        var pulled = adapter.pull(account(), "s1", 50);
        assertThat(pulled.calls())
                .extracting(call -> ((Receipt.Events) adapter.receive(call, account())).fromCitizens().getFirst().content().words())
                .containsExactly("first", "second", "third");
        assertThat(asked)
                .containsExactly(
                        "GET /_matrix/client/v3/sync?timeout=0&filter=…&since=s1",
                        "POST /_matrix/client/v3/rooms/%21new%3Aexample.org/join",
                        "GET /_matrix/client/v3/rooms/%21lights%3Aexample.org/messages?dir=b&limit=100&from=p1&to=s1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | {"event_id":"$77"}                                                          | Accepted[providerId=$77]
            200 | ok                                                                          | Unknown[because=the homeserver's answer names no event]
            429 | {"errcode":"M_LIMIT_EXCEEDED","error":"too fast","retry_after_ms":2000}     | Busy[limit=ACCOUNT, because=too fast, after=Optional[PT2S]]
            401 | {"errcode":"M_UNKNOWN_TOKEN","error":"logged out"}                          | AccountFault[code=M_UNKNOWN_TOKEN, because=logged out]
            403 | {"errcode":"M_FORBIDDEN","error":"not in the room"}                         | Rejected[code=unreachable, because=not in the room]
            502 | <html>                                                                      | Retry[because=the homeserver answered 502, after=Optional.empty]
            413 | {"errcode":"M_TOO_LARGE","error":"too large"}                               | Rejected[code=M_TOO_LARGE, because=too large]
            """)
    void tellsWhatASendCameTo(int status, String body, String outcome) {
        this.status = status;
        this.answer = body;
        var message = new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(1, 1),
                new Address(MatrixAdapter.KIND, ROOM),
                "It is mended.",
                List.of(),
                Locale.ENGLISH,
                Optional.empty(),
                true);

        SendOutcome sent = adapter.send(message, adapter.render(message).getFirst(), account(), "");
        assertThat(sent).hasToString(outcome);
        assertThat(asked)
                .containsExactly("PUT /_matrix/client/v3/rooms/%21lights%3Aexample.org/send/m.room.message/00000000-0000-0001-0000-000000000002.0");
    }
}
