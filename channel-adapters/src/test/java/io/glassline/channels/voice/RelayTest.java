package io.glassline.channels.voice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.channel.LineSocket;
import io.glassline.channel.LineSocket.Ending;
import io.glassline.channel.LineSocket.Said;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.sample.TwilioCalls;
import io.glassline.message.Address;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes to and fro over a socket of ConversationRelay, and how it begins and ends.
class RelayTest {

    private static final String ACCOUNT_URL = "https://city.example/channels/city-voice";
    private static final String URL = "wss://city.example/channels/city-voice/relay/CA5b1f/1";
    private static final UUID ID = new UUID(0, 7);
    private static final String SETUP = """
            {"type":"setup","sessionId":"VX1","callSid":"CA5b1f","from":"+15550142","to":"+15550101",
             "accountSid":"ACdemo00000000000000000000000000","customParameters":{"language":"es"}}""";

    private final VoiceAdapter adapter = new VoiceAdapter();
    private final LineSocket socket = adapter.socket(account()).orElseThrow();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # frame                                                                           | what it is
              {"type":"prompt","voicePrompt":"There is a pothole","lang":"en-US","last":true} | ID from +15550142;call=CA5b1f: "There is a pothole"
              {"type":"prompt","voicePrompt":"Hay un bache 🚲","more":[1,{}]}                 | ID from +15550142;call=CA5b1f: "Hay un bache 🚲"
              {"type":"prompt","voicePrompt":"There is a","last":false}                       | nothing: a frame from which nothing follows
              {"type":"prompt","voicePrompt":"  "}                                            | nothing: a frame from which nothing follows
              {"type":"dtmf","digit":"1"}                                                     | ID from +15550142;call=CA5b1f: keys 1
              {"type":"dtmf","digit":"*"}                                                     | ID from +15550142;call=CA5b1f: keys *
              {"type":"dtmf","digit":"#"}                                                     | nothing: no key but #
              {"type":"dtmf","digit":"A"}                                                     | nothing: a frame from which nothing follows
              {"type":"interrupt","utteranceUntilInterrupt":"Hello, this","durationUntilInterruptMs":"460"} | ID from +15550142;call=CA5b1f: <notice, the caller interrupted and had heard: Hello, this of "Hello, this…">
              {"type":"interrupt"}                                                            | ID from +15550142;call=CA5b1f: <notice, the caller interrupted before a word was heard>
              {"type":"interrupt","utteranceUntilInterrupt":7}                                | ID from +15550142;call=CA5b1f: <notice, the caller interrupted before a word was heard>
              {"type":"info","name":"tokensPlayed","value":"Hello"}                           | nothing: a frame from which nothing follows
              {"type":"info","name":"agentSpeaking","value":"on"}                             | nothing: a frame from which nothing follows
              {"type":"error","description":"Invalid message received"}                       | refused, malformed: the provider refused a frame of ours: Invalid message received
              {"type":"error"}                                                                | refused, malformed: the provider refused a frame of ours
              {"type":"setup","callSid":"CA5b1f"}                                             | refused, malformed: a second setup
              {"type":"setup"}                                                                | refused, malformed: a frame setup without callSid
              {"type":"telepathy"}                                                            | refused, malformed: a frame of an unknown type: telepathy
              {"type":"Prompt","voicePrompt":"x"}                                             | refused, malformed: a frame of an unknown type: Prompt
              {"type":7}                                                                      | refused, malformed: a frame without a type
              {"type":null}                                                                   | refused, malformed: a frame without a type
              {}                                                                              | refused, malformed: a frame without a type
              {"type":"prompt"}                                                               | refused, malformed: a frame prompt without voicePrompt
              {"type":"prompt","voicePrompt":["x"]}                                           | refused, malformed: a frame prompt without voicePrompt
              {"type":"dtmf"}                                                                 | refused, malformed: a frame dtmf without a digit
              {"type":"dtmf","digit":1}                                                       | refused, malformed: a frame dtmf without a digit
              {"type":"dtmf","digit":"12"}                                                    | refused, malformed: a frame dtmf without a digit
              {"type":"dtmf","digit":"１"}                                                     | refused, malformed: a frame dtmf without a digit
              []                                                                              | refused, malformed: a frame no JSON object
              7                                                                               | refused, malformed: a frame no JSON object
              null                                                                            | refused, malformed: a frame no JSON object
              "prompt"                                                                        | refused, malformed: a frame no JSON object
              {                                                                               | refused, malformed: a frame no JSON object
              {"type":"prompt","voicePrompt":"x"} {}                                          | refused, malformed: a frame no JSON object
              {'type':'prompt'}                                                               | refused, malformed: a frame no JSON object
              hello                                                                           | refused, malformed: a frame no JSON object
            """)
    void readsAFrame(String frame, String expected) {
        assertThat(read(SETUP, frame))
                .isEqualTo(expected.replace("ID", "CA5b1f:" + ID + ":4").strip());
    }

    @Test
    void readsFramesThatDoNotFitATable() {
        assertThat(read(SETUP, "")).contains("no JSON object");
        assertThat(read(SETUP, "[".repeat(100_000))).contains("no JSON object");
        assertThat(read(SETUP, "{\"type\":" + "{\"a\":".repeat(50) + "1" + "}".repeat(51)))
                .contains("no JSON object");
        assertThat(read(SETUP, "{\"type\":\"" + "x".repeat(9_000) + "\"}")).hasSizeLessThan(120);
        assertThat(read(SETUP, "{\"type\":\"prompt\",\"voicePrompt\":\"a\\u0000b\\ud83d\"}"))
                .startsWith("CA5b1f:")
                .doesNotContain("\0")
                .doesNotContain("\ud83d\"");
        assertThat(read(SETUP, key("2"), key("0"), key("*"), key("#"))).endsWith(": keys 20*");
    }

    /// Chance bytes, and frames with chance bytes in them: each is something, and none is an exception.
    @Test
    void anythingAtAllMayCome() {
        var chance = new Random(73);
        for (var n = 0; n < 1_000; n++) {
            var frame = new StringBuilder(
                    n % 2 == 0 ? "" : "{\"type\":\"prompt\",\"voicePrompt\":\"When do you pick up my trash?\"}");
            for (var changes = 0; changes < 1 + n % 9; changes++) {
                frame.insert(chance.nextInt(frame.length() + 1), (char) chance.nextInt(0x3000));
            }
            assertThat(socket.read(frame.toString())).isNotNull();
            assertThat(read(SETUP, frame.toString())).isNotEmpty();
            assertThat(read(frame.toString())).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # setup                                                     | what it is
              {"type":"setup","callSid":"CA5b1f","from":"+15550142"}    | open: CA5b1f +15550142;call=CA5b1f step 1 silences 0 ASKED
              {"type":"setup","callSid":"CA5b1f","from":"anonymous"}    | open: CA5b1f withheld;call=CA5b1f step 1 silences 0 ASKED
              {"type":"setup","callSid":"CA5b1f"}                       | open: CA5b1f withheld;call=CA5b1f step 1 silences 0 ASKED
              {"type":"setup","callSid":"CA-other","from":"+15550142"}  | refused, malformed: setup of another call than the one that was put through
              {"type":"setup","callSid":"CA5b1f","accountSid":"ACx"}    | refused, not authentic: for another provider account
              {"type":"prompt","voicePrompt":"x"}                       | refused, malformed: setup of another call than the one that was put through
            """)
    void aCallBeginsWithItsOwnSetup(String setup, String expected) {
        assertThat(read(setup)).isEqualTo(expected);
    }

    @Test
    void nothingCountsBeforeSetup() {
        assertThat(read("", "{\"type\":\"prompt\",\"voicePrompt\":\"x\"}"))
                .isEqualTo("refused, malformed: a frame before setup");
        assertThat(read("", "x")).isEqualTo("refused, malformed: a frame no JSON object");
    }

    @Test
    void aHandshakeIsSignedOverItsUrlAlone() {
        assertThat(handshake(URL, URL)).startsWith("handshake");
        assertThat(handshake(URL, URL.replace("city.example", "city.example:443")))
                .startsWith("handshake");
        assertThat(handshake(URL, URL.replaceFirst("wss", "https")))
                .isEqualTo("refused, not authentic: signature wrong");
        assertThat(handshake(URL, URL.replace("CA5b1f", "CA5b20")))
                .isEqualTo("refused, not authentic: signature wrong");
        assertThat(ReceiptText.of(adapter.receive(
                        new WebhookCall("GET", "relay", URL, Map.of(), new byte[0], TwilioCalls.NOW), account())))
                .isEqualTo("refused, not authentic: signature missing");
    }

    /// It can be proven and read again, and not as another.
    @Test
    void whatCameIsKeptAsACallOfItsOwn() {
        var call = said(SETUP, "{\"type\":\"prompt\",\"voicePrompt\":\"x\"}");
        assertThat(NextSecrets.prove(call, adapter, account())).isTrue();
        var other = new ChannelAccount(
                "city-voice",
                VoiceAdapter.KIND,
                "+15550101",
                account().settings(),
                Map.of("auth-token", new Secret("another-token")));
        assertThat(NextSecrets.prove(call, adapter, other)).isFalse();
        var strange = new WebhookCall(
                call.method(),
                call.endpoint(),
                call.publicUrl(),
                call.headers(),
                "{}".getBytes(UTF_8),
                call.receivedAt());
        assertThat(ReceiptText.of(adapter.receive(strange, account())))
                .isEqualTo("refused, malformed: not what comes over a socket");
    }

    @Test
    void aCallIsPutThrough() {
        var voices = account(
                "voices", "en=en-US-Journey-O es=es-US-Journey-F", "tts-provider", "Google", "interruptible", "speech");
        var line = new Line("CA5b1f", new Address(VoiceAdapter.KIND, "+15550142"), 0, 0, Line.State.NEW);
        var languages = List.of(Locale.ENGLISH, Locale.of("es"), Locale.of("vi"));

        assertThat(socket.open(line, ACCOUNT_URL, languages, Locale.of("es"), voices)
                        .body())
                .isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>\
                <Response><Connect action="/channels/city-voice?step=1&amp;silences=0&amp;state=socket" method="POST">\
                <ConversationRelay dtmfDetection="true" events="tokens-played" interruptible="speech" language="es-US" \
                ttsProvider="Google" url="wss://city.example/channels/city-voice/relay/CA5b1f/1">\
                <Parameter name="language" value="es"/>\
                <Language code="en-US" voice="en-US-Journey-O"/>\
                <Language code="es-US" voice="es-US-Journey-F"/>\
                <Language code="vi-VN"/>\
                </ConversationRelay></Connect></Response>""");
        var cutOff = new Line("CA/1 x", line.caller(), 4, 2, Line.State.CUT_OFF);
        assertThat(socket.open(cutOff, "http://localhost:8080/channels/a", languages, Locale.ENGLISH, account())
                        .body())
                .contains("ws://localhost:8080/channels/a/relay/CA%2F1%20x/5")
                .contains("step=5&amp;silences=2&amp;state=socket");
        assertThat(adapter.socket(account("talks-by", "gather"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # what Twilio says of the end                                          | the call
              SessionStatus=ended&HandoffData={"reason":"hold","silences":0}       | step 5 silences 0 TALKED
              SessionStatus=ended&HandoffData={"silences":3}                       | step 5 silences 3 TALKED
              SessionStatus=ended&HandoffData={"silences":-7}                      | step 5 silences 0 TALKED
              SessionStatus=ended&HandoffData=x                                    | step 5 silences 0 TALKED
              SessionStatus=ended                                                  | step 5 silences 0 TALKED
              SessionStatus=failed&ErrorCode=64105&SessionDuration=0               | step 5 silences 3 CUT_OFF
              SessionStatus=failed&ErrorCode=64105&SessionDuration=60              | step 5 silences 1 CUT_OFF
              ErrorCode=64102                                                      | step 5 silences 3 CUT_OFF
            """)
    void theEndOfASocketIsNotThatOfTheCall(String fields, String expected) {
        var form = "CallSid=CA5b1f&CallStatus=in-progress&From=%2B15550142&To=%2B15550101"
                + "&AccountSid=ACdemo00000000000000000000000000&" + fields;
        var call = TwilioCalls.post("", ACCOUNT_URL + "?step=5&silences=2&state=socket", form.getBytes(UTF_8));

        assertThat(ReceiptText.of(adapter.receive(call, account())))
                .isEqualTo("open: CA5b1f +15550142;call=CA5b1f " + expected);
    }

    @Test
    void wordsAreTokensEachInItsLanguage() {
        assertThat(socket.say(List.of(
                        new Utterance("Hello & <b>", Locale.ENGLISH),
                        new Utterance("Para español, oprima 1.", Locale.of("es")),
                        new Utterance(" ", Locale.ENGLISH))))
                .containsExactly(
                        "{\"type\":\"text\",\"token\":\"Hello & <b> \",\"last\":false,\"lang\":\"en-US\"}",
                        "{\"type\":\"text\",\"token\":\"Para español, oprima 1.\",\"last\":true,\"lang\":\"es-US\"}");
        assertThat(socket.say(List.of(new Utterance("word ".repeat(2_000), Locale.ENGLISH))))
                .hasSize(3);
        assertThat(socket.say(List.of())).isEmpty();
    }

    @Test
    void otherFrames() {
        assertThat(socket.listenIn(Locale.of("es")))
                .isEqualTo("{\"type\":\"language\",\"ttsLanguage\":\"es-US\",\"transcriptionLanguage\":\"es-US\"}");
        assertThat(socket.play("https://city.example/a.mp3"))
                .isEqualTo(
                        "{\"type\":\"play\",\"source\":\"https://city.example/a.mp3\",\"loop\":0,\"preemptible\":true}");
        assertThat(socket.end(Ending.HANG_UP, 3))
                .startsWith("{\"type\":\"end\",\"handoffData\":\"{")
                .contains("\\\"reason\\\":\\\"hang-up\\\"")
                .contains("\\\"silences\\\":3");
        assertThat(socket.read(SETUP)).isEqualTo(new LineSocket.Frame.Setup(Locale.of("es")));
    }

    private String read(String setup, String... frames) {
        return ReceiptText.of(adapter.receive(said(setup, frames), account()));
    }

    private WebhookCall said(String setup, String... frames) {
        return socket.said(TwilioCalls.get("relay", URL), new Said(ID, setup, 4, List.of(frames)), TwilioCalls.NOW);
    }

    private String handshake(String url, String signed) {
        var call = new WebhookCall("GET", "relay", url, TwilioCalls.signature(signed), new byte[0], TwilioCalls.NOW);
        return ReceiptText.of(adapter.receive(call, account()));
    }

    private static String key(String digit) {
        return "{\"type\":\"dtmf\",\"digit\":\"" + digit + "\"}";
    }

    private static ChannelAccount account(String... settings) {
        var all = new HashMap<>(
                Map.of("account-sid", "ACdemo00000000000000000000000000", "talks-by", "conversation-relay"));
        for (var n = 0; n < settings.length; n += 2) {
            all.put(settings[n], settings[n + 1]);
        }
        return new ChannelAccount(
                "city-voice", VoiceAdapter.KIND, "+15550101", all, Map.of("auth-token", new Secret(TwilioCalls.TOKEN)));
    }
}
