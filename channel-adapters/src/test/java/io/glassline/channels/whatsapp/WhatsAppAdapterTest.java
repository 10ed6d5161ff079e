package io.glassline.channels.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelContract;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.sample.Payloads;
import io.glassline.kit.sample.WhatsAppSample;
import io.glassline.message.Address;
import io.glassline.message.Message;
import io.glassline.template.MessageTemplate.Category;
import io.glassline.template.ProviderTemplate;
import io.glassline.template.ProviderTemplate.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppAdapterTest extends ChannelContract {

    private static final String URL = WhatsAppSample.URL;
    private static final Instant NOW = WhatsAppSample.NOW;
    private static final String PART = "00000000-0000-0001-0000-000000000002.0";

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance().build();

    private final WhatsAppAdapter adapter = new WhatsAppAdapter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            message__text                        | ID from 15550142: "¿Cuándo recogen la basura? 🚮"
            message__text_unescaped              | ID from 15550142: "é/ñ"
            message__image                       | ID from 15550142: image/jpeg whatsapp:media/1003383421387256 "Pothole on Elm"
            message__voice_note                  | ID from 15550142: audio/ogg; codecs=opus whatsapp:media/1908647269898587
            message__document                    | ID from 15550142: application/pdf whatsapp:media/1376223850470843 named Permit 12.pdf
            message__video                       | ID from 15550142: video/mp4 whatsapp:media/42
            message__sticker                     | ID from 15550142: image/webp whatsapp:media/43
            message__place_chosen                | ID from 15550142: place 37.44221496582 -122.16165924072 Philz Coffee, 101 Forest Ave
            message__place_live                  | ID from 15550142: place 37.4 -122.1
            message__place_not_on_earth          | ID from 15550142: [a place that is nowhere]
            message__contacts                    | ID from 15550142: "A B\\n+1555"
            message__reaction                    | ID from 15550142: <reaction 👍 of ID>
            message__reaction_removed            | ID from 15550142: <reaction withdrawn of ID>
            message__template_button             | ID from 15550142: choice confirm:yes "Yes, it is fixed"
            message__button_reply                | ID from 15550142: choice topic:waste "Trash"
            message__list_reply                  | ID from 15550142: choice topic:roads "Roads"
            message__form_filled_in              | ID from 15550142: [a form that was filled in]
            message__order                       | ID from 15550142: [an order from a catalogue]
            message__system_number_changed       | ID from 15550142: <notice, Sheena changed from 15550142 to 15550143>
            message__unsupported                 | ID from 15550142: [a message of a kind that is not passed on to us]
            message__edit                        | wamid.EDIT from 15550142: <edit "number 14, not 12" of ID>
            message__revoke                      | wamid.REVOKE from 15550142: <deletion of ID>
            message__kind_of_the_future          | ID from 15550142: <notice, a notice of WhatsApp's: hologram of 7>
            message__user_name_only              | ID from US.13491208655302741918: "hello"
            message__sender_only_among_contacts  | ID from US.1349: "hello"
            message__nobody                      | refused, malformed: a message that does not say who sent it
            message__text_that_is_a_list         | ID from 15550142: [a text with nothing in it]/wamid.2 from 15550142: "fine"
            message__advert                      | ID from 15550142: "hi"
            message__odd_time                    | ID from 15550142: "hi"
            mixed__two_numbers_and_a_status      | wamid.1 from 15550142: "one"/wamid.2 from 15550143: "two"/DELIVERED wamid.9 ref PART/opted out of bulk: 15550142, has told WhatsApp to stop marketing messages/for 200000000000002
            status__sent                         | SENT wamid.9 ref PART
            status__delivered                    | DELIVERED wamid.9 ref PART
            status__read                         | READ wamid.9 ref PART
            status__played                       | READ wamid.9 ref PART
            status__failed                       | FAILED wamid.9 ref PART code unreachable
            status__warning                      | nothing: no message to this number, and no status of one from it
            errors__account                      | nothing: no message to this number, and no status of one from it
            other__page                          | nothing: about something other than WhatsApp
            other__cut_off                       | refused, malformed: not JSON
            other__no_entries                    | refused, malformed: not a WhatsApp webhook: it has no list of entries
            """)
    void readsWhatMetaPosts(String payload, String expected) {
        var receipt = adapter.receive(WhatsAppSample.signed(Payloads.read("whatsapp/" + payload + ".json")), account());

        assertThat(ReceiptText.of(receipt).replaceAll("\n\\S+ is (now )?\\S+", ""))
                .isEqualTo(expected.replace("ID", "wamid.HBgLMTU1NTAxNDI=")
                        .replace("PART", PART)
                        .replace("/wamid", "\nwamid")
                        .replace("/DELIVERED", "\nDELIVERED")
                        .replace("/opted", "\nopted")
                        .replace("/for", "\nfor"));
    }

    @Test
    void aMessageIsFromWhenItWasWritten() {
        assertThat(sentAt("message__text")).isEqualTo("2025-06-08T20:59:43Z");
        assertThat(sentAt("message__odd_time")).isEqualTo(NOW);
    }

    private Instant sentAt(String payload) {
        var receipt = adapter.receive(WhatsAppSample.signed(Payloads.read("whatsapp/" + payload + ".json")), account());
        return ((MessageReceived) ((Receipt.Events) receipt).events().getFirst()).sentAt();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=demo-meta-verify-token   | handshake 200 text/plain 1158201444
            hub.verify_token=demo%2Dmeta%2Dverify%2Dtoken&hub.challenge=a_b.c-D&hub.mode=subscribe | handshake 200 text/plain a_b.c-D
            hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=guess                     | refused, not authentic: verify token missing or wrong
            hub.mode=subscribe&hub.challenge=1158201444                                            | refused, not authentic: verify token missing or wrong
            hub.mode=subscribe&hub.challenge=%3Cb%3E&hub.verify_token=demo-meta-verify-token       | refused, malformed: not a subscription, or a challenge that is not a plain word
            hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=demo-meta-verify-token           | refused, malformed: not a subscription, or a challenge that is not a plain word
            hub.verify_token=%zz                                                                   | refused, not authentic: verify token missing or wrong
            """)
    void answersTheChallenge(String query, String expected) {
        var call = new WebhookCall("GET", "", URL + "?" + query, Map.of(), new byte[0], NOW);
        assertThat(ReceiptText.of(adapter.receive(call, account()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"sha256=", "sha256=00", "sha1=abc", "''", "sha256=zz"})
    void refusesASignatureThatIsNone(String signature) {
        var call = new WebhookCall(
                "POST", "", URL, Map.of("x-hub-signature-256", List.of(signature)), "{}".getBytes(UTF_8), NOW);
        assertThat(ReceiptText.of(adapter.receive(call, account())))
                .isEqualTo("refused, not authentic: signature missing or wrong");
    }

    @Test
    void sendsText() {
        answer(200, SENT);
        assertThat(send("hello", 0, "15550142")).isEqualTo(new SendOutcome.Accepted("wamid.OUT"));
        posted("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"15550142","type":"text",
                 "text":{"body":"hello","preview_url":false},"biz_opaque_callback_data":"%s"}""".formatted(PART));
    }

    @Test
    void sendsToAUserWithoutANumber() {
        answer(200, SENT);
        send("hello", 0, "US.13491208655302741918");
        posted("""
                {"messaging_product":"whatsapp","recipient_type":"individual","recipient":"US.13491208655302741918",
                 "type":"text","text":{"body":"hello","preview_url":false},"biz_opaque_callback_data":"%s"}""".formatted(PART));
    }

    @Test
    void sendsThreeOffersAsButtonsAndMoreAsAList() {
        answer(200, SENT);
        send("Which?", 2, "15550142");
        posted("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"15550142","type":"interactive",
                 "interactive":{"type":"button","body":{"text":"Which?"},"action":{"buttons":[
                  {"type":"reply","reply":{"id":"o0","title":"Offer 0"}},
                  {"type":"reply","reply":{"id":"o1","title":"Offer 1"}}]}},"biz_opaque_callback_data":"%s"}""".formatted(PART));
        send("Which?", 4, "15550142");
        posted("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"15550142","type":"interactive",
                 "interactive":{"type":"list","body":{"text":"Which?"},"action":{"button":"Choose","sections":[{"rows":[
                  {"id":"o0","title":"Offer 0"},{"id":"o1","title":"Offer 1"},{"id":"o2","title":"Offer 2"},
                  {"id":"o3","title":"Offer 3"}]}]}},"biz_opaque_callback_data":"%s"}""".formatted(PART));
    }

    @Test
    void aLongLabelStandsWholeBelowItsRow() {
        answer(200, SENT);
        var offers = List.of(new Message.Offer("a", "Report a street light that is out"));
        var message = outgoing("Which?", offers, "15550142");
        adapter.send(message, adapter.render(message).getFirst(), account(), URL);
        posted("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"15550142","type":"interactive",
                 "interactive":{"type":"list","body":{"text":"Which?"},"action":{"button":"Choose","sections":[{"rows":[
                  {"id":"a","title":"Report a street light t…","description":"Report a street light that is out"}]}]}},
                 "biz_opaque_callback_data":"%s"}""".formatted(PART));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", delimiter = '|', textBlock = """
            # the city's word                  | the button
              Choose                           | Choose
              Elegir                           | Elegir
              Bitte wählen Sie etwas aus       | Bitte wählen Sie et…
              none                             | 1–4
            """)
    void aListIsOpenedByTheCitysOwnWord(@Nullable String word, String button) {
        answer(200, SENT);
        var offers = IntStream.range(0, 4)
                .mapToObj(n -> new Message.Offer("o" + n, "Offer " + n))
                .toList();
        var message = outgoing("Which?", offers, "15550142", Optional.ofNullable(word));

        adapter.send(message, adapter.render(message).getFirst(), account(), URL);

        PROVIDER.verify(postRequestedFor(urlPathEqualTo("/v23.0/100000000000001/messages"))
                .withRequestBody(matchingJsonPath("$.interactive.action.button", equalTo(button))));
    }

    @Test
    void aTextWithButtonsIsShortEnoughForThem() {
        var parts = adapter.render(outgoing("word ".repeat(500).strip(), List.of(new Message.Offer("a", "A")), "1"));
        assertThat(parts.getLast().offers()).hasSize(1);
        assertThat(parts.getLast().text().length()).isLessThanOrEqualTo(1024);
        assertThat(parts.subList(0, parts.size() - 1))
                .allSatisfy(part -> assertThat(part.offers()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # status | code   | outcome
              400    | 131047 | rejected window-closed
              400    | 131026 | rejected unreachable
              401    | 190    | the account's fault: 190
              403    | 368    | the account's fault: 368
              403    | 131031 | the account's fault: 131031
              400    | 131042 | the account's fault: 131042
              403    | 10     | the account's fault: 10
              401    |        | the account's fault: 401
              400    | 100    | rejected 100
              400    | 132000 | rejected template
              404    | 132001 | rejected template
              400    | 132005 | rejected template
              400    | 132007 | rejected template
              400    | 132012 | rejected template
              400    | 132015 | rejected template
              400    | 132016 | rejected template
              400    | 132068 | rejected template
              400    | 132069 | busy, the account, 7 s
              400    | 130472 | rejected filtered
              400    | 131049 | rejected filtered
              400    | 131050 | rejected opted-out
              400    | 131008 | rejected 131008
              400    | 131057 | retry after 7 s
              400    | 135000 | rejected 135000
              400    | 4      | busy, the account, 7 s
              400    | 80007  | busy, the account, 7 s
              400    | 130429 | busy, the account, 7 s
              400    | 131048 | busy, the account, 7 s
              400    | 131056 | busy, the recipient, 7 s
              400    | 133016 | busy, the account, 7 s
              400    | 131000 | retry after 7 s
              429    |        | busy, the account, 7 s
              500    |        | retry after 7 s
              503    | 2      | retry after 7 s
              404    |        | rejected 404
            """)
    void readsWhatMetaSaysNoWith(int status, String code, String expected) {
        answer(
                status,
                code == null
                        ? "<html>"
                        : "{\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":" + code
                                + ",\"fbtrace_id\":\"x\"}}");
        assertThat(shown(send("hello", 0, "15550142"))).isEqualTo(expected);
    }

    @Test
    void aTemplateIsSentByItsNameWithWhatIsFilledIn() {
        answer(200, SENT);
        var message = outgoing("News of R1: open.", List.of(), "15550142")
                .as(new Outgoing.Template("news", "en_US", List.of("R1", "open")));
        var parts = adapter.render(message);
        assertThat(parts)
                .singleElement()
                .satisfies(part -> assertThat(part.text()).isEqualTo("News of R1: open."));

        adapter.send(message, parts.getFirst(), account(), URL);

        posted("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"15550142","type":"template",
                 "template":{"name":"news","language":{"code":"en_US","policy":"deterministic"},"components":[
                  {"type":"body","parameters":[{"type":"text","text":"R1"},{"type":"text","text":"open"}]}]},
                 "biz_opaque_callback_data":"%s"}""".formatted(PART));
    }

    @Test
    void theDeskReadsInWordsWhatIsWrongWithATemplate() {
        answer(400, "{\"error\":{\"message\":\"(#132000)\",\"code\":132000,\"error_data\":{\"details\":\"1 of 2\"}}}");
        assertThat(send("hello", 0, "15550142"))
                .isEqualTo(new SendOutcome.Rejected(
                        SendOutcome.Rejected.TEMPLATE,
                        "the template has another number of fields than were filled in (1 of 2)"));
    }

    @Test
    void theTemplatesAreReadToTheLastPage() throws IOException {
        PROVIDER.stubFor(any(urlPathEqualTo("/v23.0/77/message_templates"))
                .willReturn(aResponse().withBody("""
                        {"data":[{"name":"news","language":"en_US","status":"PAUSED","category":"UTILITY",
                         "rejected_reason":"NONE","components":[{"type":"HEADER","text":"no"},
                         {"type":"BODY","text":"News of {{1}}."}]}],
                         "paging":{"cursors":{"after":"c1"},"next":"https://elsewhere.example/steals-the-token"}}""")));
        PROVIDER.stubFor(any(urlPathEqualTo("/v23.0/77/message_templates"))
                .withQueryParam("after", equalTo("c1"))
                .willReturn(aResponse().withBody("""
                        {"data":[{"name":"old","language":"es","status":"REJECTED","category":"NEW_KIND",
                         "rejected_reason":"SCAM","components":[]}],"paging":{"cursors":{"after":"c2"}}}""")));
        var account = WhatsAppSample.account(Map.of("api-url", PROVIDER.baseUrl(), "business-account-id", "77"));
        assertThat(adapter.listsTemplates(account)).isTrue();
        assertThat(adapter.listsTemplates(account())).isFalse();
        assertThat(adapter.templates(account))
                .containsExactly(
                        new ProviderTemplate(
                                "news", "en_US", State.PAUSED, "", Optional.of(Category.UTILITY), "News of {{1}}."),
                        new ProviderTemplate("old", "es", State.REJECTED, "SCAM", Optional.empty(), ""));

        PROVIDER.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(400).withBody("{\"error\":{\"message\":\"no\"}}")));
        assertThatThrownBy(() -> adapter.templates(account))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no");
    }

    @Test
    void silenceLeavesTheOutcomeOpenUnlessNothingWasReached() {
        answer(200, "<html>");
        assertThat(shown(send("hello", 0, "15550142"))).isEqualTo("unknown");
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(shown(send("hello", 0, "15550142"))).isEqualTo("unknown");
        var message = outgoing("hello", List.of(), "15550142");
        assertThat(shown(adapter.send(
                        message,
                        adapter.render(message).getFirst(),
                        WhatsAppSample.account(Map.of("api-url", "http://127.0.0.1:9")),
                        URL)))
                .isEqualTo("retry");
    }

    private static final String SENT = """
            {"messaging_product":"whatsapp","contacts":[{"input":"15550142","wa_id":"15550142"}],
             "messages":[{"id":"wamid.OUT"}]}""";

    private static void answer(int status, String body) {
        PROVIDER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Retry-After", "7")
                        .withBody(body)));
    }

    private static void posted(String json) {
        PROVIDER.verify(postRequestedFor(urlPathEqualTo("/v23.0/100000000000001/messages"))
                .withHeader("Authorization", equalTo("Bearer demo-meta-access-token"))
                .withRequestBody(equalToJson(json)));
    }

    private SendOutcome send(String text, int offers, String to) {
        var message = outgoing(
                text,
                IntStream.range(0, offers)
                        .mapToObj(n -> new Message.Offer("o" + n, "Offer " + n))
                        .toList(),
                to);
        return adapter.send(message, adapter.render(message).getFirst(), account(), URL);
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

    private static final Optional<String> LIST_BUTTON = Optional.of("Choose");

    private static Outgoing outgoing(String text, List<Message.Offer> offers, String to) {
        return outgoing(text, offers, to, LIST_BUTTON);
    }

    private static Outgoing outgoing(String text, List<Message.Offer> offers, String to, Optional<String> listButton) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(WhatsAppAdapter.KIND, to),
                text,
                offers,
                Locale.ENGLISH,
                Optional.empty(),
                true,
                listButton,
                Outgoing.Pace.LIVE);
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelSample sample() {
        return new WhatsAppSample();
    }

    private static ChannelAccount account() {
        return WhatsAppSample.account(Map.of("api-url", PROVIDER.baseUrl()));
    }
}
