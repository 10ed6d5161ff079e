package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls over ConversationRelay, from Twilio's stand-in through the gateway and back: callers talk, interrupt,
/// change the language, are cut off, and get a person.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TalkTest {

    private Town town;

    @BeforeAll
    void startATownThatTalks(@TempDir Path home, @TempDir Path data) throws IOException {
        try (var files = Files.walk(Town.home().resolve("config"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = home.resolve(Town.home().relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, talking(Files.readString(file)));
            }
        }
        town = Town.start(data, "-Dglassline.home=" + home);
    }

    private static String talking(String text) {
        return text.replace("${GLASSLINE_VOICE_TALKS_BY:gather}", "conversation-relay")
                .replace("open: [Mon-Fri 08:00-17:00]\n", "open: [Mon-Sun 00:00-24:00]\n    on-holidays: open\n");
    }

    @AfterAll
    void stopTheTown() {
        town.close();
    }

    @Test
    void aCallerAsksInterruptsAndGoesOnInSpanish() {
        var call = call("+15550104001");
        call.hears("Hello, this is the City of Alder Bay.");

        call.interrupts("Hola, ¿cuándo recogen la basura?");
        call.says("When do you pick up my trash?");
        call.hears("una vez por semana");
        var id = conversation("+15550104001");
        Town.await(
                "what was heard until the interruption is on the record",
                () -> town.api("/conversations/" + id).toString().contains("the caller interrupted and had heard: "));

        Town.await("the caller is listened to in Spanish", () -> call.language().startsWith("es-"));
        call.says("estado de mi permiso");
        call.hears("permiso");
        assertThat(call.error()).isEmpty();
        call.hangsUp();
    }

    @Test
    void aNumberIsKeyedDigitByDigit() {
        var call = call("+15550104002");
        call.says("2");
        call.hears("permit number");
        call.says("20260117#");
        call.hears("Permit P R M, 2 0 2 6, 0 1 1 7");
        call.hangsUp();
    }

    /// What was heard is not said again, and what was not is.
    @Test
    void whoIsCutOffGoesOnWhereTheyWere() {
        var call = call("+15550104003");
        greeted(call, "+15550104003");
        call.losesTheSocket(Map.of());
        Town.await("another socket is open", () -> call.sockets() == 2);
        Town.await("the caller is asked what they want", () -> call.heard().size() == 2);
        assertThat(call.heard().getLast()).doesNotContain("Hello, this is the City");

        call.losesTheSocket(Map.of("when", "spoken-to"));
        call.says("When do you pick up my trash?");
        Town.await("a third socket is open", () -> call.sockets() == 3);
        call.hears("once a week");

        assertThat(call.heard().stream().filter(text -> text.contains("once a week")))
                .hasSize(1);
        call.says("permit status");
        call.hears("permit number");
        call.hangsUp();
    }

    @Test
    void whatWasHeardIsOnTheRecordAsDelivered() {
        var call = call("+15550104004");
        greeted(call, "+15550104004");
        call.hangsUp();
    }

    private void greeted(Talker call, String number) {
        call.hears("Hello, this is the City of Alder Bay.");
        var id = conversation(number);
        Town.await(
                "the greeting is delivered",
                () -> town.api("/conversations/" + id).toString().contains("\"delivered\""));
    }

    @Test
    void whoWantsAPersonHoldsTheLineAndThenTalksWithThem() {
        var call = call("+15550104005");
        call.says("talk to a person");
        assertThat(call.hears("A person from City Hall will be with you.").getLast())
                .contains("You are number ")
                .contains("To keep your place and be called back, press 1.");

        var id = conversation("+15550104005");
        town.apiPost("/conversations/" + id + "/taking", Map.of());
        town.apiPost("/conversations/" + id + "/messages", Map.of("text", "Good morning, which roof?"));
        call.hears("Good morning, which roof?");
        Town.await("it is said over another socket", () -> call.sockets() == 2);
        call.says("the one on Elm Street");
        Town.await(
                "the agent reads it",
                () -> town.api("/conversations/" + id).toString().contains("the one on Elm Street"));
        town.apiPost("/conversations/" + id + "/messages", Map.of("text", "I will send somebody."));
        call.hears("I will send somebody.");
        call.hangsUp();
    }

    @Test
    void anEmergencyFreesTheLine() {
        var call = call("+15550104006");
        call.says("there is a fire");
        call.hears("I end this call now");
        Town.await("the line is freed", () -> call.state().equals("ended"));
    }

    @Test
    void aSocketThatIsNotTheProvidersIsRefusedAndCounted() {
        var sid = newCall();
        var before = metric("glassline_webhooks_total{account=\"city-voice\",came=\"refused: not authentic\"}");
        assertThat(status(sid, "wrong")).isEqualTo(403);
        assertThat(status(sid, signature(socket(newCall()))))
                .as("of another call")
                .isEqualTo(403);
        assertThat(status(sid, signature(socket(sid).replaceFirst("ws", "http"))))
                .as("of a request")
                .isEqualTo(403);

        Town.await(
                "they are counted",
                () -> metric("glassline_webhooks_total{account=\"city-voice\",came=\"refused: not authentic\"}")
                        == before + 3);
    }

    /// Whatever comes, the call goes on, and what cannot be read is there for people to look at.
    @Test
    void framesThatCannotBeReadEndNothing() {
        var sid = newCall();
        var line = open(sid);
        line.send(setup(sid));
        line.awaits("Hello, this is the City of Alder Bay.");
        for (var frame : List.of(
                "",
                "not json",
                "{",
                "[]",
                "null",
                "7",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"telepathy\"}",
                "{\"type\":\"prompt\"}",
                "{\"type\":\"prompt\",\"voicePrompt\":{}}",
                "{\"type\":\"dtmf\",\"digit\":\"12\"}",
                "{\"type\":\"dtmf\"}",
                "{\"type\":\"interrupt\",\"utteranceUntilInterrupt\":7}",
                "{\"type\":\"info\",\"name\":\"tokensPlayed\"}",
                "{\"type\":\"error\",\"description\":\"64107\"}",
                "{\"type\":\"prompt\",\"voicePrompt\":\"x\"} {\"type\":\"prompt\"}",
                "[".repeat(5_000),
                setup(sid))) {
            line.send(frame);
        }
        line.send("{\"type\":\"prompt\",\"voicePrompt\":\"When do you pick up my tr\",\"last\":false}");
        line.send("{\"type\":\"prompt\",\"voicePrompt\":\"When do you pick up my trash?\",\"last\":true}");

        line.awaits("once a week");
        assertThat(town.api("/conversations/" + conversation("+15550104009"))
                        .toString()
                        .split("pick up my tr", -1))
                .as("what is not the last is not kept")
                .hasSize(2);
        assertThat(town.api("/quarantine").toString()).contains("a frame of an unknown type: telepathy");
        line.hangUp();
    }

    @Test
    void whatCannotBeTheBeginningOfACallIsClosed() {
        var early = newCall();
        var line = open(early);
        line.send("{\"type\":\"prompt\",\"voicePrompt\":\"hello\",\"last\":true}");
        Town.await("it is closed", () -> line.closed.get() == 1002);

        var other = open(newCall());
        other.send(setup("CA-of-somebody-else"));
        Town.await("it is closed", () -> other.closed.get() == 1002);

        var huge = open(newCall());
        huge.send("x".repeat(70_000));
        Town.await("it is closed", () -> huge.closed.get() != 0);

        var binary = open(newCall());
        binary.socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        Town.await("it is closed", () -> binary.closed.get() != 0);
    }

    /// The one that was lost may not have noticed, and must not take the words of the one that speaks.
    @Test
    void onlyTheLastSocketOfACallSpeaks() {
        var sid = newCall();
        var first = open(sid);
        first.send(setup(sid));
        first.awaits("Hello, this is the City of Alder Bay.");

        var second = open(sid);
        second.send(setup(sid));
        Town.await("the first is closed", () -> first.closed.get() == 1000);
        second.send("{\"type\":\"prompt\",\"voicePrompt\":\"When do you pick up my trash?\",\"last\":true}");
        second.awaits("once a week");
        second.hangUp();
    }

    private String newCall() {
        var sid = "CA" + UUID.randomUUID().toString().replace("-", "");
        var form = new TreeMap<>(Map.of(
                "CallSid", sid,
                "AccountSid", "ACdemo00000000000000000000000000",
                "From", "+15550104009",
                "To", "+15550101",
                "CallStatus", "ringing"));
        var answer = town.send(Signed.twilio(town.internet("/channels/city-voice"), form, Signed.TWILIO_TOKEN));
        assertThat(answer.body())
                .contains("<Connect action=\"/channels/city-voice?step=1&amp;silences=0&amp;state=socket\"")
                .contains("url=\"" + socket(sid) + "\"");
        return sid;
    }

    private String socket(String sid) {
        return "ws://localhost:" + town.port + "/channels/city-voice/relay/" + sid + "/1";
    }

    private static String setup(String sid) {
        return "{\"type\":\"setup\",\"sessionId\":\"VX1\",\"callSid\":\"" + sid
                + "\",\"from\":\"+15550104009\",\"to\":\"+15550101\",\"customParameters\":{\"language\":\"en\"}}";
    }

    private static String signature(String url) {
        return Signed.twilioSignature(url, Map.of(), Signed.TWILIO_TOKEN);
    }

    private int status(String sid, String signature) {
        try {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("X-Twilio-Signature", signature)
                    .buildAsync(URI.create(socket(sid)), new WebSocket.Listener() {})
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private Socket open(String sid) {
        return new Socket(socket(sid), signature(socket(sid)));
    }

    private double metric(String name) {
        var text = town.send(town.request(town.inside("/metrics"))).body();
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Talker call(String number) {
        return new Talker(town, Caller.from(town, number));
    }

    private String conversation(String number) {
        return town.conversations(number).get(0).path("id").asText();
    }

    /// Somebody whose call goes over a socket.
    private record Talker(Town town, Caller caller) {

        void says(String words) {
            caller.says(words);
        }

        /// Breaks into what the city says next.
        void interrupts(String words) {
            town.post(town.providers("/calls/" + caller.call()), Map.of("text", words, "interrupts", true));
        }

        void losesTheSocket(Map<String, Object> when) {
            town.post(town.providers("/calls/" + caller.call() + "/loss"), when);
        }

        List<String> hears(String words) {
            return caller.hears(words);
        }

        List<String> heard() {
            return caller.heard();
        }

        void hangsUp() {
            caller.hangsUp();
        }

        String state() {
            return caller.state();
        }

        String language() {
            return caller.shown().path("language").asText();
        }

        int sockets() {
            return caller.shown().path("sockets").asInt();
        }

        String error() {
            return caller.shown().path("error").asText("");
        }
    }

    /// A socket without manners.
    private static final class Socket implements WebSocket.Listener {

        private final WebSocket socket;
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final AtomicInteger closed = new AtomicInteger();

        Socket(String url, String signature) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("X-Twilio-Signature", signature)
                    .buildAsync(URI.create(url), this)
                    .join();
        }

        void send(String frame) {
            socket.sendText(frame, true).join();
        }

        void awaits(String words) {
            Town.await("«" + words + "» is sent", () -> texts.stream().anyMatch(text -> text.contains(words)));
        }

        void hangUp() {
            socket.abort();
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            texts.add(data.toString());
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.set(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.compareAndSet(0, -1);
        }
    }
}
