package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The web chat from outside, as a widget or an attacker calls it.
class WebChatTest {

    private static final int WIDGET_GZIPPED_MAX_BYTES = 30 << 10;
    private static final String TRASH = "When do you pick up my trash?";

    private final Town town = Town.shared();

    @Test
    void aVisitorAsksAndIsAnsweredAndTheDeskSeesWhatWasRead() {
        var visitor = Visitor.in(town);
        assertThat(visitor.says(TRASH).statusCode()).isEqualTo(204);
        var answer = line(visitor.hears("once a week"), "once a week");

        assertThat(visitor.call(
                                "POST",
                                "/marks",
                                "{\"read\":[\"" + answer.path("id").asText() + "\"]}")
                        .statusCode())
                .isEqualTo(204);
        Town.await(
                "the desk sees that it was read",
                () -> messages(visitor).stream()
                        .anyMatch(message -> message.path("delivery").asText().equals("read")));
        assertThat(town.conversation(visitor.address()).path("channel").asText())
                .isEqualTo("web");
    }

    @Test
    void nobodyMarksWhatAnotherWasTold() {
        var visitor = Visitor.in(town);
        visitor.says(TRASH);
        var answer = line(visitor.hears("once a week"), "once a week");
        var marks = "{\"read\":[\"" + answer.path("id").asText() + "\"]}";

        Visitor.in(town).call("POST", "/marks", marks);
        visitor.call("POST", "/marks", marks.replace("read", "delivered"));

        Town.await("the visitor's own mark is there", () -> deliveries(visitor).contains("delivered"));
        assertThat(deliveries(visitor)).doesNotContain("read");
    }

    /// An answer that was lost on the way makes the browser send again.
    @Test
    void aMessageThatIsSentAgainIsOne() {
        var visitor = Visitor.in(town);
        var id = UUID.randomUUID().toString();
        for (var n = 0; n < 3; n++) {
            assertThat(visitor.says(id, TRASH).statusCode()).isEqualTo(204);
        }
        visitor.hears("once a week");

        assertThat(own(visitor)).containsExactly(TRASH);
        assertThat(visitor.talk("").path("lines")).hasSize(2);
    }

    /// Two visitors may draw the same id, and are two.
    @Test
    void theSameIdOfTwoVisitorsIsTwoMessages() {
        var id = UUID.randomUUID().toString();
        for (var visitor : List.of(Visitor.in(town), Visitor.in(town))) {
            visitor.says(id, TRASH);
            visitor.hears("once a week");
        }
    }

    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                     | call           | body    | origin  | answer
            a message                  | POST /messages | good    | city    | 204
            on our own page            | POST /messages | good    | own     | 204
            a forged session           | POST /messages | forged  | city    | 401
            a session that has ended   | POST /messages | ended   | city    | 401
            no session                 | POST /messages | nobody  | city    | 401
            another website            | POST /messages | good    | foreign | 403
            a website of like name     | POST /messages | good    | like    | 403
            a page without an origin   | POST /messages | good    | null    | 403
            no browser                 | POST /messages | good    | none    | 403
            another website, marks     | POST /marks    | good    | foreign | 403
            another website, reading   | GET /talk      | good    | foreign | 403
            another website, listening | GET /events    | good    | foreign | 403
            another website, session   | POST /session  | good    | foreign | 403
            no session, reading        | GET /talk      | nobody  | city    | 401
            a forged one, listening    | GET /events    | forged  | city    | 401
            not JSON                   | POST /messages | garbage | city    | 400
            no id                      | POST /messages | no-id   | city    | 400
            too long                   | POST /messages | long    | city    | 400
            far too long               | POST /messages | huge    | city    | 413
            another method             | DELETE /talk   | good    | city    | 405
            """)
    void whoMayNotSpeakIsRefusedAndNothingIsKept(String what, String call, String body, String origin, int status) {
        var visitor = Visitor.in(town);
        var quarantined = town.api("/quarantine").path("deliveries").size();
        var token = switch (body) {
            case "forged" -> visitor.token.substring(0, visitor.token.length() - 4) + "AAAA";
            case "ended" -> signed(visitor.address() + ".1700000000");
            case "nobody" -> "";
            default -> visitor.token;
        };
        var words = call.split(" ");
        var answer = Visitor.call(
                town, words[0], words[1], token, words[0].equals("POST") ? body(body) : "", origin(origin));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("access-control-allow-origin").isPresent())
                .as("only a website that may show the chat may read the answer")
                .isEqualTo(status != 403 && status != 405);
        assertThat(own(visitor)).hasSize(status == 204 ? 1 : 0);
        assertThat(town.api("/quarantine").path("deliveries").size()).isEqualTo(quarantined);
    }

    private static String body(String which) {
        return switch (which) {
            case "garbage" -> "<xml>";
            case "no-id" -> "{\"text\":\"hello\"}";
            case "long" -> Visitor.message(UUID.randomUUID().toString(), "x".repeat(4_001));
            case "huge" -> Visitor.message(UUID.randomUUID().toString(), "x".repeat(40_000));
            default -> Visitor.message(UUID.randomUUID().toString(), TRASH);
        };
    }

    private String[] origin(String which) {
        return switch (which) {
            case "own" -> new String[] {"Origin", "http://localhost:" + town.port};
            case "foreign" -> new String[] {"Origin", "https://evil.example"};
            case "like" -> new String[] {"Origin", "http://localhost:" + town.providersPort + ".evil.example"};
            case "null" -> new String[] {"Origin", "null"};
            case "none" -> new String[] {""};
            default -> new String[] {"Origin", "http://localhost:" + town.providersPort};
        };
    }

    private String[] fromOurPage(Visitor visitor) {
        return new String[] {"Origin", "http://localhost:" + town.port, "Cookie", "glassline_chat=" + visitor.token};
    }

    /// As the gateway signs a session, with the demo's secret, which is public.
    private static String signed(String session) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("demo-web-chat-session-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var text = "glassline web chat session\ncity-web\n" + session;
            return session + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theTestSignsAsTheGatewayDoes() {
        var visitor = Visitor.in(town);
        var session = visitor.token.substring(0, visitor.token.lastIndexOf('.'));

        assertThat(signed(session)).isEqualTo(visitor.token);
    }

    @Test
    void aBrowserIsToldBeforehandWhichWebsitesMayCall() {
        var allowed = Visitor.call(town, "OPTIONS", "/messages", "", "");
        var foreign = Visitor.call(town, "OPTIONS", "/messages", "", "", origin("foreign"));

        assertThat(allowed.headers().firstValue("access-control-allow-origin"))
                .contains("http://localhost:" + town.providersPort);
        assertThat(allowed.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
        assertThat(foreign.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void aFloodIsSlowedAndWhatWasTakenIsKeptOnce() {
        var visitor = Visitor.in(town);
        var taken = new ArrayList<String>();
        var slowed = 0;
        for (var n = 0; n < 40; n++) {
            var text = TRASH + " " + n;
            var answer = visitor.says(text);
            if (answer.statusCode() == 204) {
                taken.add(text);
            } else {
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(Integer.parseInt(
                                answer.headers().firstValue("retry-after").orElseThrow()))
                        .isPositive();
                slowed++;
            }
        }

        assertThat(slowed).isPositive();
        assertThat(taken).hasSizeGreaterThanOrEqualTo(12);
        Town.await("all that was taken is handled", () -> own(visitor).size() == taken.size());
        assertThat(own(visitor)).containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void aStreamGoesOnWhereItWasCutOff() throws Exception {
        var visitor = Visitor.in(town);
        visitor.says(TRASH);
        var seen = visitor.hears("once a week").path("cursor").asText();
        visitor.says("How do I pay a parking ticket?");
        visitor.hears("tickets");

        try (var http = HttpClient.newHttpClient();
                var lines = visitor.listens(http, seen).get().body()) {
            var told = lines.filter(line -> line.startsWith("data:"))
                    .map(line -> Visitor.json(line.substring(5)))
                    .findFirst()
                    .orElseThrow();
            assertThat(told.path("whole").asBoolean()).isFalse();
            assertThat(told.path("lines").findValuesAsText("text")).first().isEqualTo("How do I pay a parking ticket?");
            http.shutdownNow();
        }
    }

    @Test
    void aPageTakesFormsFromItselfOnly() {
        var form = "id=" + UUID.randomUUID() + "&text=hello";

        assertThat(Visitor.call(town, "POST", "/say", "", form, origin("foreign"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(Visitor.call(town, "POST", "/say", "", form, origin("none")).statusCode())
                .isEqualTo(403);
        assertThat(Visitor.call(town, "POST", "/say", "", form, fromOurPage(Visitor.in(town)))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void whatIsWrittenIsNeverMarkupOnThePage() {
        var form = "id=" + UUID.randomUUID() + "&text=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%26";
        var sent = Visitor.call(town, "POST", "/say", "", form, fromOurPage(Visitor.in(town)));
        var cookie = sent.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
        var page = Visitor.call(town, "GET", "", "", "", "Cookie", cookie);

        assertThat(page.body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(sent.headers().firstValue("set-cookie").orElseThrow()).contains("HTTPOnly", "SameSite=Strict");
    }

    @Test
    void theWidgetIsSmallAndCallsNobodyElse() throws IOException {
        var script = Visitor.call(town, "GET", "/widget.js", "", "").body();
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(script.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(zipped.size()).isLessThan(WIDGET_GZIPPED_MAX_BYTES);
        assertThat(script).doesNotContain("eval(", "innerHTML", "document.cookie", "new Function");
        assertThat(script.replace("http://localhost:" + town.port, "").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContainPattern("https?://[a-z]");
    }

    /// No session lives in a node: killed in the middle, it goes on where it was.
    @Test
    void aTalkOutlivesItsNode() throws IOException {
        try (var own = Town.start(Files.createTempDirectory("glassline-chat"))) {
            var visitor = Visitor.in(own);
            var id = UUID.randomUUID().toString();
            visitor.says(TRASH);
            var seen = visitor.hears("once a week").path("cursor").asText();
            assertThat(visitor.says(id, "How do I pay a parking ticket?").statusCode())
                    .isEqualTo(204);
            own.kill();
            own.start();

            assertThat(visitor.says(id, "How do I pay a parking ticket?").statusCode())
                    .isEqualTo(204);
            visitor.hears("tickets");
            var news = visitor.talk(seen).path("lines");
            assertThat(news.findValuesAsText("by")).containsExactly("citizen", "bot");
            assertThat(visitor.talk("").path("lines").findValuesAsText("by"))
                    .containsExactly("citizen", "bot", "citizen", "bot");
        }
    }

    private static JsonNode line(JsonNode talk, String text) {
        for (var line : talk.path("lines")) {
            if (line.path("text").asText().contains(text)
                    && !line.path("by").asText().equals("citizen")) {
                return line;
            }
        }
        throw new AssertionError("no line with " + text + " in " + talk);
    }

    private List<JsonNode> messages(Visitor visitor) {
        var found = town.conversations(visitor.address());
        var messages = new ArrayList<JsonNode>();
        for (var conversation : found) {
            town.api("/conversations/" + conversation.path("id").asText())
                    .path("messages")
                    .forEach(messages::add);
        }
        return messages;
    }

    private List<String> deliveries(Visitor visitor) {
        return messages(visitor).stream()
                .map(message -> message.path("delivery").asText())
                .toList();
    }

    /// What of the visitor's is on the record, handled or not.
    private List<String> own(Visitor visitor) {
        var own = new ArrayList<String>();
        for (var line : visitor.talk("").path("lines")) {
            if (line.path("by").asText().equals("citizen")) {
                own.add(line.path("text").asText());
            }
        }
        return own;
    }
}
