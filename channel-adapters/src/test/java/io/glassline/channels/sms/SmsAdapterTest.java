package io.glassline.channels.sms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelContract;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ListingChannel.Received;
import io.glassline.channel.ListingChannel.Sent;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.sample.Payloads;
import io.glassline.kit.sample.SmsSample;
import io.glassline.kit.sample.TwilioCalls;
import io.glassline.message.Address;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsAdapterTest extends ChannelContract {

    private static final String URL = "https://city.example/channels/city-sms";
    private static final String STATUS_URL = URL + "/status?ref=00000000-0000-0001-0000-000000000002.0";
    private static final String MESSAGES = "/2010-04-01/Accounts/ACdemo00000000000000000000000000/Messages.json";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
            .withZone(ZoneOffset.UTC);

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance().build();

    private final SmsAdapter adapter = new SmsAdapter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            message__text                       | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: "The street light outside number 12 is out"
            message__accents_and_emoji          | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: "¿Dónde está mi bote? 🚮 & 100% = listo + más"
            message__stop                       | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: "STOP"
            message__stop_with_advanced_opt_out | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: "STOP" [KEYWORD_ANSWERED_BY_PROVIDER]/opted out: +15550142, has told the provider to stop
            message__start_with_advanced_opt_out | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: "ALTA" [KEYWORD_ANSWERED_BY_PROVIDER]/opted in: +15550142, has told the provider to start
            message__help_with_advanced_opt_out | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: "HELP" [KEYWORD_ANSWERED_BY_PROVIDER]
            message__sender_with_a_name        | SM1f0e8ae6ade43cb3c0ce4525424e404f from BANK: "Your code is 1234" [AUTOMATIC]
            message__list_row                  | MM15 from +15550142: choice topic:roads "Roads"
            message__place_with_words          | MM14 from +15550142: place 37.78789 -122.391664 The lamp here, City Hall, 1 Main St
            message__picture_with_words         | MM11 from +15550142: "Pothole on Elm"/MM11:media:0 from +15550142: image/jpeg https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM11/Media/ME1/MM11:media:1 from +15550142: image/png https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM11/Media/ME2
            message__picture_alone              | MM12:media:0 from +15550142: video/3gpp https://api.twilio.com/ME3
            message__picture_that_is_nowhere    | MM13:media:0 from +15550142: [an attachment that does not say where it is]
            message__place                      | MM14 from +15550142: place 37.78789 -122.391664 City Hall, 1 Main St
            message__button                     | MM15 from +15550142: choice topic:waste "Missed pickup"
            message__nothing_in_it              | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: [a message with nothing in it]
            message__short_code                 | SM1f0e8ae6ade43cb3c0ce4525424e404f from 78156: "alert" [AUTOMATIC]
            message__nul_and_newlines           | SM1f0e8ae6ade43cb3c0ce4525424e404f from +15550142: "a\uFFFDb\\nc"
            message__other_number               | for +15559999
            message__other_account              | refused, not authentic: for another provider account
            message__no_id                      | refused, malformed: a message without MessageSid or From
            message__no_sender                  | refused, malformed: a message without MessageSid or From
            """)
    void readsAMessage(String payload, String expected) {
        var receipt = adapter.receive(TwilioCalls.post("", URL, Payloads.read("sms/" + payload + ".form")), account());

        assertThat(ReceiptText.of(receipt).replace('\n', '/')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status__queued           | ACCEPTED SM77 ref 00000000-0000-0001-0000-000000000002.0
            status__sending          | ACCEPTED SM77 ref 00000000-0000-0001-0000-000000000002.0
            status__sent             | SENT SM77 ref 00000000-0000-0001-0000-000000000002.0
            status__delivered        | DELIVERED SM77 ref 00000000-0000-0001-0000-000000000002.0
            status__read             | READ SM77 ref 00000000-0000-0001-0000-000000000002.0
            status__canceled         | FAILED SM77 ref 00000000-0000-0001-0000-000000000002.0
            status__filtered         | FAILED SM77 ref 00000000-0000-0001-0000-000000000002.0 code filtered
            status__window_closed    | FAILED SM77 ref 00000000-0000-0001-0000-000000000002.0 code window-closed
            status__undelivered      | FAILED SM77 ref 00000000-0000-0001-0000-000000000002.0 code unreachable
            status__failed_opted_out | FAILED SM77 ref 00000000-0000-0001-0000-000000000002.0 code opted-out/opted out: +15550142, has told the provider to stop
            status__receiving        | nothing: a status we have no use for
            status__without_status   | refused, malformed: a status without MessageStatus, or of no message
            """)
    void readsAStatus(String payload, String expected) {
        var call = TwilioCalls.post("status", STATUS_URL, Payloads.read("sms/" + payload + ".form"));

        assertThat(ReceiptText.of(adapter.receive(call, account())).replace('\n', '/'))
                .isEqualTo(expected);
    }

    @Test
    void readsAMessageThatComesByGet() {
        var call = TwilioCalls.get(
                "",
                URL + "?MessageSid=SM1&From=%2B15550142&To=%2B15550100&Body=hello+there"
                        + "&AccountSid=ACdemo00000000000000000000000000");

        assertThat(ReceiptText.of(adapter.receive(call, account()))).isEqualTo("SM1 from +15550142: \"hello there\"");
    }

    @Test
    void refusesAFormThatCannotBeDecoded() {
        var call = TwilioCalls.post("", URL, "MessageSid=SM1&Body=%C3".getBytes(UTF_8));

        assertThat(ReceiptText.of(adapter.receive(call, account())))
                .isEqualTo("refused, not provable: not a form: an escape or a character in it is broken");
    }

    @Test
    void acknowledgesWithAnEmptyAnswerThatIsNotSentToTheCitizen() {
        assertThat(adapter.acknowledgement().contentType()).isEqualTo("text/xml");
        assertThat(adapter.acknowledgement().body()).isEqualTo("<Response/>");
    }

    @Test
    void writesOffersAsNumberedLines() {
        var parts = adapter.render(outgoing(
                "What is it about?", List.of(new Message.Offer("a", "Trash"), new Message.Offer("b", "Roads"))));

        assertThat(parts).containsExactly(new Outgoing.Part(0, "What is it about?\n1 Trash\n2 Roads", List.of()));
    }

    @Test
    void sendsWithOurReferenceInTheCallback() {
        answer(201, "{\"sid\":\"SM900\",\"status\":\"queued\"}");

        assertThat(send("Your bin is coming, mañana + 1 🚮")).isEqualTo(new SendOutcome.Accepted("SM900"));
        PROVIDER.verify(
                1,
                postRequestedFor(urlPathEqualTo(MESSAGES))
                        .withBasicAuth(new BasicCredentials("ACdemo00000000000000000000000000", TwilioCalls.TOKEN))
                        .withFormParam("To", equalTo("+15550142"))
                        .withFormParam("From", equalTo("+15550100"))
                        .withFormParam("Body", equalTo("Your bin is coming, mañana + 1 🚮"))
                        .withFormParam("StatusCallback", equalTo(STATUS_URL)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # status | code  | outcome
              429    | 20429 | busy, the account, 7 s
              429    |       | busy, the account, 7 s
              400    | 14107 | busy, the account, 7 s
              400    | 30001 | busy, the account, 7 s
              500    |       | retry after 7 s
              503    | 20503 | retry after 7 s
              400    | 21610 | unwanted
              400    | 21211 | rejected unreachable
              400    | 30003 | rejected unreachable
              400    | 63016 | rejected window-closed
              400    | 21617 | rejected 21617
              401    | 20003 | the account's fault: 20003
              401    |       | the account's fault: 401
              403    | 20005 | the account's fault: 20005
              403    | 30002 | the account's fault: 30002
              404    |       | rejected 404
            """)
    void readsWhatTheProviderSaysNoWith(int status, String code, String expected) {
        answer(
                status,
                code == null
                        ? "<html>no</html>"
                        : "{\"code\":" + code + ",\"message\":\"no\",\"status\":" + status + "}");

        assertThat(shown(send("hello"))).isEqualTo(expected);
        PROVIDER.verify(1, postRequestedFor(urlPathEqualTo(MESSAGES)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # Retry-After                     | the provider's clock          | outcome
              120                             | Mon, 02 Mar 2026 08:00:00 GMT | busy, the account, 120 s
              Mon, 02 Mar 2026 08:00:45 GMT   | Mon, 02 Mar 2026 08:00:00 GMT | busy, the account, 45 s
              Mon, 02 Mar 2026 07:00:00 GMT   | Mon, 02 Mar 2026 08:00:00 GMT | busy, the account, 1 s
              0                               | Mon, 02 Mar 2026 08:00:00 GMT | busy, the account, 1 s
              soon                            | Mon, 02 Mar 2026 08:00:00 GMT | busy, the account
              none                            | Mon, 02 Mar 2026 08:00:00 GMT | busy, the account
            """)
    void readsHowLongToWait(@Nullable String retryAfter, String date, String expected) {
        var answer = aResponse().withStatus(429).withHeader("Date", date);
        PROVIDER.stubFor(
                any(anyUrl()).willReturn(retryAfter == null ? answer : answer.withHeader("Retry-After", retryAfter)));

        assertThat(shown(send("hello"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # punctuation       | the text                       | what goes out
              as-written        | It’s “trash day” – tomorrow…   | It’s “trash day” – tomorrow…
              plain             | It’s “trash day” – tomorrow…   | It's "trash day" - tomorrow...
              plain             | Mañana es día de basura, ¿sí?  | Mañana es día de basura, ¿sí?
              plain             | It’s trash day 🚮              | It’s trash day 🚮
            """)
    void smartPunctuationIsMadePlainWhereTheAccountWantsItAndItSavesMoney(String punctuation, String text, String out) {
        answer(201, "{\"sid\":\"SM900\",\"status\":\"queued\"}");
        var account = SmsSample.account(Map.of("api-url", PROVIDER.baseUrl(), "punctuation", punctuation));

        adapter.send(outgoing(text, List.of()), part(text), account, URL);

        PROVIDER.verify(postRequestedFor(urlPathEqualTo(MESSAGES)).withFormParam("Body", equalTo(out)));
    }

    @Test
    void anAnswerThatCannotBeReadIsNoAnswer() {
        answer(201, "<html>");
        assertThat(shown(send("hello"))).isEqualTo("unknown");
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestLeavesTheOutcomeOpen() {
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(shown(send("hello"))).isEqualTo("unknown");
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThat(shown(send("hello"))).isEqualTo("unknown");
    }

    @Test
    void aProviderThatIsNotThereIsTriedAgain() {
        var nowhere = SmsSample.account(Map.of("api-url", "http://127.0.0.1:9"));
        assertThat(shown(adapter.send(outgoing("hi", List.of()), part("hi"), nowhere, URL)))
                .isEqualTo("retry");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what the provider lists                                                  | outcome
              SM1 hello 2026-03-02T08:00:05Z                                           | accepted SM1
              SM1 other 2026-03-02T08:00:05Z; SM2 hello 2026-03-02T08:00:01Z           | accepted SM2
              SM1 hello 2026-03-02T07:00:00Z                                           | retry
              ''                                                                       | retry
              SMours hello 2026-03-02T08:00:05Z; SM1 hello 2026-03-02T08:00:01Z        | accepted SM1
              SMours hello 2026-03-02T08:00:05Z                                        | retry
              SM1 hello undated                                                        | unknown
            """)
    void asksWhetherAMessageGotThere(String listed, String expected) {
        var messages = Stream.of(listed.split("; "))
                .filter(message -> !message.isEmpty())
                .map(message -> listed(message.split(" ")))
                .toList();
        answer(200, "{\"messages\":" + messages + ",\"page\":0,\"page_size\":50,\"next_page_uri\":null}");

        var outcome = adapter.askAfter(
                outgoing("hello", List.of()), part("hello"), account(), TwilioCalls.NOW, "SMours"::equals);

        assertThat(shown(outcome)).isEqualTo(expected);
        PROVIDER.verify(getRequestedFor(urlPathEqualTo(MESSAGES)).withQueryParam("To", equalTo("+15550142")));
    }

    private static String listed(String[] message) {
        var made = message[2].equals("undated") ? "" : DATE.format(Instant.parse(message[2]));
        return "{\"sid\":\"%s\",\"body\":\"%s\",\"date_created\":\"%s\",\"date_sent\":null,\"status\":\"queued\"}"
                .formatted(message[0], message[1], made);
    }

    @Test
    void anAnswerThatDoesNotComeLeavesItOpen() {
        answer(503, "");
        assertThat(shown(adapter.askAfter(
                        outgoing("hello", List.of()), part("hello"), account(), TwilioCalls.NOW, _ -> false)))
                .isEqualTo("unknown");
    }

    @Test
    void listsBothDirectionsOverPagesTheOldestFirst() throws Exception {
        page("To", "0", "SM3 inbound received; SM2 inbound received", MESSAGES + "?To=%2B15550100&Page=1");
        page("To", "1", "SM1 inbound received", null);
        page("From", "0", "SM9 outbound-api delivered; SM8 outbound-api undelivered; SM7 outbound-api whatever", null);

        var listing = adapter.list(account(), TwilioCalls.NOW.minusSeconds(60), TwilioCalls.NOW);

        assertThat(listing.received())
                .extracting(received ->
                        received.key() + " " + received.providerIds().contains(received.key()))
                .containsExactly("SM1 true", "SM2 true", "SM3 true");
        assertThat(listing.sent())
                .containsExactly(
                        new Sent("SM8", Delivery.FAILED, Optional.of("unreachable")),
                        new Sent("SM9", Delivery.DELIVERED, Optional.empty()));
        PROVIDER.verify(getRequestedFor(urlPathEqualTo(MESSAGES))
                .withQueryParam("To", equalTo("+15550100"))
                .withQueryParam("DateSent>", equalTo("2026-03-02T07:59:00"))
                .withQueryParam("DateSent<", equalTo("2026-03-02T08:00:00")));
    }

    private static void page(String whom, String number, String messages, @Nullable String next) {
        var listed = Stream.of(messages.split("; "))
                .map(message -> message.split(" "))
                .map(m -> "{\"sid\":\"%s\",\"direction\":\"%s\",\"status\":\"%s\",\"error_code\":%s}"
                        .formatted(m[0], m[1], m[2], m[2].equals("undelivered") ? "30003" : "null"))
                .toList();
        PROVIDER.stubFor(WireMock.get(urlPathEqualTo(MESSAGES))
                .withQueryParam(whom, equalTo("+15550100"))
                .withQueryParam("Page", number.equals("0") ? WireMock.absent() : equalTo(number))
                .willReturn(aResponse()
                        .withBody("{\"messages\":%s,\"uri\":\"/\",\"page\":%s,\"page_size\":1000,\"next_page_uri\":%s}"
                                .formatted(listed, number, next == null ? "null" : '"' + next + '"'))));
    }

    @Test
    void aListedMessageIsTheMessageThatTheCallWouldHaveBeen() throws Exception {
        var message = MESSAGES.replace(".json", "/MM11");
        PROVIDER.stubFor(WireMock.get(urlPathEqualTo(message + ".json"))
                .willReturn(aResponse().withBody("""
                {"sid":"MM11","direction":"inbound","status":"received","from":"+15550142","to":"+15550100",
                 "body":"Pothole on Elm","num_media":"1","date_sent":"Mon, 02 Mar 2026 07:30:00 +0000"}
                """)));
        PROVIDER.stubFor(WireMock.get(urlPathEqualTo(message + "/Media.json"))
                .willReturn(aResponse().withBody("""
                        {"media_list":[{"sid":"ME1","content_type":"image/jpeg","uri":"%s/Media/ME1.json"}],
                         "page":0,"page_size":50,"next_page_uri":null}
                        """.formatted(message))));

        var call = adapter.fetch(account(), new Received("MM11", Set.of())).orElseThrow();

        assertThat(call.method()).isEqualTo("LIST");
        assertThat(ReceiptText.of(adapter.receive(call, account())).replace('\n', '/'))
                .isEqualTo("MM11 from +15550142: \"Pothole on Elm\"/MM11:media:0 from +15550142: image/jpeg "
                        + PROVIDER.baseUrl() + message + "/Media/ME1");
        assertThat(((Receipt.Events) adapter.receive(call, account())).events())
                .allSatisfy(event -> assertThat(((ChannelEvent.MessageReceived) event).sentAt())
                        .isEqualTo(Instant.parse("2026-03-02T07:30:00Z")));
    }

    @Test
    void aCallFromOutsideIsNeverTakenForAListedOne() {
        var forged = new WebhookCall(
                "LIST",
                "",
                URL,
                Map.of(),
                "{\"message\":{\"sid\":\"SM1\",\"from\":\"+15550142\",\"body\":\"hi\"}}".getBytes(UTF_8),
                TwilioCalls.NOW);

        assertThat(ReceiptText.of(adapter.receive(forged, account()))).startsWith("refused, not authentic");
    }

    @Test
    void aListThatCannotBeReadIsAskedForAgain() {
        answer(503, "");
        assertThatThrownBy(() -> adapter.list(account(), TwilioCalls.NOW.minusSeconds(60), TwilioCalls.NOW))
                .isInstanceOf(IOException.class);
        answer(404, "{\"code\":20404}");
        assertThatCode(() -> assertThat(adapter.fetch(account(), new Received("SM1", Set.of())))
                        .isEmpty())
                .doesNotThrowAnyException();
    }

    private SendOutcome send(String text) {
        return adapter.send(outgoing(text, List.of()), part(text), account(), URL);
    }

    private static void answer(int status, String body) {
        PROVIDER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Retry-After", "7")
                        .withBody(body)));
    }

    private static String shown(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(var id) -> "accepted " + id;
            case SendOutcome.Retry(var _, var after) ->
                "retry"
                        + after.map(Duration::toSeconds)
                                .map(s -> " after " + s + " s")
                                .orElse("");
            case SendOutcome.Busy(var limit, var _, var after) ->
                "busy, the " + limit.name().toLowerCase(Locale.ROOT)
                        + after.map(Duration::toSeconds)
                                .map(s -> ", " + s + " s")
                                .orElse("");
            case SendOutcome.AccountFault(var code, var _) -> "the account's fault: " + code;
            case SendOutcome.Rejected(var code, var _) -> "rejected " + code;
            case SendOutcome.Unwanted _ -> "unwanted";
            case SendOutcome.Unknown _ -> "unknown";
        };
    }

    private static Outgoing outgoing(String text, List<Message.Offer> offers) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(SmsAdapter.KIND, "+15550142"),
                text,
                offers,
                Locale.ENGLISH,
                Optional.empty(),
                true);
    }

    private static Outgoing.Part part(String text) {
        return new Outgoing.Part(0, text, List.of());
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelSample sample() {
        return new SmsSample();
    }

    private static ChannelAccount account() {
        return SmsSample.account(Map.of("api-url", PROVIDER.baseUrl()));
    }
}
