package io.glassline.channels.voice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelContract;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.channel.Outgoing;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.sample.Payloads;
import io.glassline.kit.sample.TwilioCalls;
import io.glassline.kit.sample.VoiceSample;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class VoiceAdapterTest extends ChannelContract {

    private static final String URL = "https://city.example/channels/city-voice";

    private final VoiceAdapter adapter = new VoiceAdapter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # request                      | our words in the URL              | what it is
              call__begins                 | ''                                | CA5b1f:0 from +15550142;call=CA5b1f: call
              call__withheld               | ''                                | CA5b1f:0 from withheld;call=CA5b1f: call
              call__anonymous              | ''                                | CA5b1f:0 from withheld;call=CA5b1f: call
              keys__one                    | ?step=1&silences=0&state=asked    | CA5b1f:1 from +15550142;call=CA5b1f: keys 1
              keys__permit_number          | ?step=3&silences=0&state=asked    | CA5b1f:3 from +15550142;call=CA5b1f: keys 20261123*4
              keys__one                    | ''                                | CA5b1f:1 from +15550142;call=CA5b1f: keys 1
              speech__words                | ?step=2&silences=0&state=asked    | CA5b1f:2 from +15550142;call=CA5b1f: "There is a pothole on Elm Street."
              speech__words                | ?step=2&silences=0&state=held     | CA5b1f:2 from +15550142;call=CA5b1f: "There is a pothole on Elm Street."
              call__goes_on                | ?step=2&silences=1&state=asked    | open: CA5b1f +15550142;call=CA5b1f step 2 silences 1 ASKED
              call__goes_on                | ?step=9&silences=0&state=held     | open: CA5b1f +15550142;call=CA5b1f step 9 silences 0 HELD
              call__goes_on                | ?step=4&silences=0&state=delayed  | open: CA5b1f +15550142;call=CA5b1f step 4 silences 0 DELAYED
              call__hung_up_over_a_question| ?step=4&silences=0&state=asked    | closed: CA5b1f +15550142;call=CA5b1f step 4 silences 0 ASKED
              call__hung_up_over_a_question| ''                                | closed: CA5b1f +15550142;call=CA5b1f step 0 silences 0 NEW
              call__busy                   | ''                                | closed: CA5b1f +15550142;call=CA5b1f step 0 silences 0 NEW
              call__to_another_number      | ''                                | for +15559999
              call__without_id             | ''                                | refused, malformed: a call without CallSid
            """)
    void readsARequest(String payload, String query, String expected) {
        var call = TwilioCalls.post("", URL + query, Payloads.read("voice/" + payload + ".form"));

        assertThat(ReceiptText.of(adapter.receive(call, account()))).isEqualTo(expected);
    }

    /// Each is a citizen in this one call, so that two of them never share a conversation.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # From                              | the caller is
              +15550142                         | +15550142
              %2B15550142                       | +15550142
              sip%3Aana%40phones.example        | sip:ana@phones.example
              client%3Akiosk-4                  | client:kiosk-4
              Anonymous                         | withheld
              ANONYMOUS                         | withheld
              sip%3Aanonymous%40anonymous.invalid | withheld
              %2B266696687                      | withheld
              266696687                         | withheld
              %2B7378742833                     | withheld
              %2B8656696                        | withheld
              %2B86282452253                    | withheld
              Restricted                        | withheld
              unavailable                       | withheld
              Not+Available                     | withheld
              No+Caller+ID                      | withheld
              %2B                               | withheld
              ''                                | withheld
            """)
    void whoKeepsTheNumberBackIsNobody(String from, String caller) {
        for (var call : List.of("CA1", "CA2")) {
            var form = "CallSid=" + call + "&CallStatus=ringing&From=" + from.replace("+1555", "%2B1555")
                    + "&To=%2B15550101&AccountSid=ACdemo00000000000000000000000000";
            assertThat(ReceiptText.of(adapter.receive(TwilioCalls.post("", URL, form.getBytes(UTF_8)), account())))
                    .isEqualTo(call + ":0 from " + caller + ";call=" + call + ": call");
        }
        assertThat(adapter.line(TwilioCalls.post("", URL, "CallSid=CA1&CallStatus=ringing".getBytes(UTF_8)), account())
                        .map(line -> line.caller().isWithheld()))
                .as("no From at all")
                .contains(true);
    }

    @Test
    void whoHoldsHearsMusicOrNothingAndMayKeyAndSpeak() {
        assertThat(spoken(Line.State.HELD, 3, Then.HOLD, Locale.ENGLISH, "")).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>\
                <Response><Gather action="/channels/city-voice?step=5&amp;silences=4&amp;state=held" finishOnKey="#" \
                input="dtmf speech" language="en-US" method="POST" speechTimeout="auto" timeout="6"/>\
                <Redirect method="POST">/channels/city-voice?step=5&amp;silences=4&amp;state=held</Redirect>\
                </Response>""");

        var line = new Line("CA5b1f", new Address(VoiceAdapter.KIND, "+15550142"), 4, 3, Line.State.HELD);
        var music = new ChannelAccount(
                "city-voice",
                VoiceAdapter.KIND,
                "+15550101",
                Map.of("hold-music-url", "https://city.example/hold.mp3?a=1&b=2"),
                Map.of());
        assertThat(adapter.speak(line, new Speech(List.of("Number 2."), Locale.ENGLISH, Then.HOLD), music)
                        .body())
                .contains("timeout=\"1\"><Say language=\"en-US\">Number 2.</Say>"
                        + "<Play>https://city.example/hold.mp3?a=1&amp;b=2</Play></Gather>");
    }

    /// An agent's 4,000 letters may be more of Twilio's: each `<Say>` takes what it can carry.
    @Test
    void noSayIsLongerThanTwilioTakes() {
        var document = spoken(Line.State.HELD, 0, Then.LISTEN, Locale.ENGLISH, "word ".repeat(2_000));

        assertThat(Pattern.compile("<Say[^>]*>([^<]*)</Say>").matcher(document).results())
                .hasSize(3)
                .allSatisfy(say -> assertThat(say.group(1)).hasSizeLessThanOrEqualTo(4_096));
    }

    @Test
    void keepsTheWordsOverWhichACallerHungUp() {
        var call = TwilioCalls.post(
                "", URL + "?step=4&silences=0&state=asked", Payloads.read("voice/speech__hung_up_over_the_words.form"));

        assertThat(ReceiptText.of(adapter.receive(call, account()))).isEqualTo("""
                        CA5b1f:4 from +15550142;call=CA5b1f: "There is a pothole on Elm Street."
                        closed: CA5b1f +15550142;call=CA5b1f step 4 silences 0 ASKED""");
    }

    @Test
    void aStatusOfACallThatGoesOnIsNothing() {
        var url = URL + "/status";
        assertThat(ReceiptText.of(adapter.receive(
                        TwilioCalls.post("status", url, Payloads.read("voice/call__goes_on.form")), account())))
                .isEqualTo("nothing: a call that goes on");
        assertThat(ReceiptText.of(adapter.receive(
                        TwilioCalls.post("status", url, Payloads.read("voice/call__busy.form")), account())))
                .startsWith("closed: CA5b1f");
    }

    @Test
    void theLineIsTheOneThatTheEventIsOn() {
        var call =
                TwilioCalls.post("", URL + "?step=2&silences=1&state=asked", Payloads.read("voice/call__goes_on.form"));
        assertThat(adapter.line(call, account()).map(ReceiptText::of))
                .contains("CA5b1f +15550142;call=CA5b1f step 2 silences 1 ASKED");
        assertThat(adapter.line(TwilioCalls.post("", URL, new byte[0]), account()))
                .isEmpty();
    }

    @Test
    void listensForKeysAndWordsAndComesBackAfterSilence() {
        assertThat(spoken(Line.State.ASKED, 1, Then.LISTEN, Locale.ENGLISH, "Hello & welcome <b>"))
                .isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>\
                <Response><Gather action="/channels/city-voice?step=5&amp;silences=0&amp;state=asked" finishOnKey="#" \
                input="dtmf speech" language="en-US" method="POST" speechTimeout="auto" timeout="6">\
                <Say language="en-US">Hello &amp; welcome &lt;b&gt;</Say></Gather>\
                <Redirect method="POST">/channels/city-voice?step=5&amp;silences=2&amp;state=asked</Redirect>\
                </Response>""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # line was | silences | then      | the next document's URLs
              NEW      | 0        | LISTEN    | step=5&silences=0&state=asked step=5&silences=1&state=asked
              ASKED    | 2        | LISTEN    | step=5&silences=0&state=asked step=5&silences=3&state=asked
              HELD     | 0        | LISTEN    | step=5&silences=0&state=asked step=5&silences=1&state=asked
              ASKED    | 2        | HOLD      | step=5&silences=1&state=held step=5&silences=1&state=held
              HELD     | 7        | HOLD      | step=5&silences=8&state=held step=5&silences=8&state=held
              ASKED    | 0        | COME_BACK | step=5&silences=0&state=delayed
              ASKED    | 0        | HANG_UP   | ''
            """)
    void eachStepKnowsTheNext(Line.State state, int silences, Then then, String urls) {
        var document = spoken(state, silences, then, Locale.ENGLISH, "Hello").replace("&amp;", "&");
        var found = Pattern.compile("step=[^\"<]+")
                .matcher(document)
                .results()
                .map(match -> match.group())
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(urls);
        assertThat(document.contains("<Hangup/>")).isEqualTo(then == Then.HANG_UP);
    }

    @ParameterizedTest
    @CsvSource({"en,en-US", "es,es-US", "en-GB,en-GB", "es-MX,es-MX", "fr,fr-FR", "xx,en-US"})
    void speaksTheLanguage(String tag, String spokenAs) {
        assertThat(spoken(Line.State.NEW, 0, Then.LISTEN, Locale.forLanguageTag(tag), "x"))
                .contains("<Say language=\"" + spokenAs + "\">");
    }

    @Test
    void saysNothingThatBreaksTheDocument() throws Exception {
        var document = spoken(Line.State.NEW, 0, Then.LISTEN, Locale.ENGLISH, "a\0b\u0001c\uD83Dd]]>&\uFFFE🚲");
        var parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(document)));
        assertThat(parsed.getDocumentElement().getTextContent())
                .contains("]]>&")
                .contains("🚲");
    }

    @Test
    void eachLanguageIsSpokenByItsOwnVoice() {
        var line = new Line("CA5b1f", new Address(VoiceAdapter.KIND, "+15550142"), 4, 0, Line.State.ASKED);
        var speech = new Speech(
                List.of(
                        new Utterance("How can we help?", Locale.ENGLISH),
                        new Utterance("Para español, oprima 2.", Locale.of("es"))),
                Locale.ENGLISH,
                Then.LISTEN,
                true);

        assertThat(adapter.speak(line, speech, account()).body())
                .contains("<Say language=\"en-US\">How can we help?</Say>")
                .contains("<Say language=\"es-US\">Para español, oprima 2.</Say>");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void nobodyWaitsForASecondKeyWhereOneIsEnough(boolean oneKey, boolean one) {
        var line = new Line("CA5b1f", new Address(VoiceAdapter.KIND, "+15550142"), 4, 0, Line.State.ASKED);
        var speech = new Speech(List.of("Press 1 or 2."), Locale.ENGLISH, Then.LISTEN).withOneKey(oneKey);

        assertThat(adapter.speak(line, speech, account()).body().contains("numDigits=\"1\""))
                .isEqualTo(one);
    }

    /// The adapter has no words of its own: which key is for what, the text says.
    @Test
    void offersAreSpokenByTheirNumbers() {
        var offers = List.of(new Message.Offer("a", "Trash"), new Message.Offer("b", "Roads"));

        assertThat(adapter.render(outgoing("How can we help?", offers, Locale.ENGLISH))
                        .getFirst()
                        .text())
                .isEqualTo("How can we help?\n1 Trash\n2 Roads");
    }

    private String spoken(Line.State state, int silences, Then then, Locale language, String text) {
        var line = new Line("CA5b1f", new Address(VoiceAdapter.KIND, "+15550142"), 4, silences, state);
        var reply = adapter.speak(line, new Speech(List.of(text), language, then), account());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("text/xml");
        return reply.body();
    }

    private static Outgoing outgoing(String text, List<Message.Offer> offers, Locale language) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(VoiceAdapter.KIND, "+15550142"),
                text,
                offers,
                language,
                Optional.empty(),
                true);
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelSample sample() {
        return new VoiceSample();
    }

    private ChannelAccount account() {
        return sample().account();
    }
}
