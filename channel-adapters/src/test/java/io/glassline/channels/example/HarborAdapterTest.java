package io.glassline.channels.example;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.glassline.channel.AdapterContract;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.sample.Payloads;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarborAdapterTest extends AdapterContract {

    private static final Secret WEBHOOK_SECRET = new Secret("demo-harbor-webhook-secret");

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance().build();

    private final HarborAdapter adapter = new HarborAdapter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            message__text                | msg_7f3 from +15550142: "The street light outside number 12 is out 💡"
            message__picture             | msg_7f4 from +15550142: [a message without words]
            message__other_number        | for +15550177
            message__no_sender           | refused, malformed: a message without id or sender
            status__delivered            | DELIVERED msg_901 ref 00000000-0000-0001-0000-000000000002.0
            status__failed               | FAILED msg_901 ref 00000000-0000-0001-0000-000000000002.0 code unreachable
            status__kind_of_the_future   | nothing: a status we have no use for
            other__kind_of_the_future    | nothing: an event we have no use for
            other__not_json              | refused, malformed: not JSON
            """)
    void readsACall(String payload, String expected) {
        assertThat(ReceiptText.of(adapter.receive(call(payload), account()))).isEqualTo(expected);
    }

    @Test
    void sendsWithOurReference() {
        answer(202, "{\"id\":\"msg_901\"}");

        assertThat(send()).isEqualTo(new SendOutcome.Accepted("msg_901"));
        PROVIDER.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v1/messages"))
                        .withHeader("Authorization", equalTo("Bearer demo-harbor-api-key"))
                        .withRequestBody(equalToJson("""
                                {"from":"+15550100","to":"+15550142","text":"It will be mended on Monday.",
                                 "reference":"00000000-0000-0001-0000-000000000002.0",
                                 "callback":"https://city.example/channels/city-harbor"}""")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # status | answer                                        | outcome
              202    | {}                                            | Unknown
              400    | {"code":"opted_out","message":"STOP"}         | Unwanted
              400    | {"code":"bad_number","message":"no number"}   | Rejected
              401    | no                                            | AccountFault
              429    | {"code":"too_many","message":"slow down"}     | Busy
              503    | <html>                                        | Retry
            """)
    void readsWhatHarborAnswers(int status, String body, String expected) {
        answer(status, body);

        assertThat(send().getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void silenceLeavesTheOutcomeOpen() {
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(send()).isInstanceOf(SendOutcome.Unknown.class);
    }

    private static void answer(int status, String body) {
        PROVIDER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private SendOutcome send() {
        var message = new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(HarborAdapter.KIND, "+15550142"),
                "It will be mended on Monday.",
                List.of(),
                Locale.ENGLISH,
                Optional.empty(),
                true);
        var part = adapter.render(message).getFirst();
        return adapter.send(message, part, account(), "https://city.example/channels/city-harbor");
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelAccount account() {
        return new ChannelAccount(
                "city-harbor",
                HarborAdapter.KIND,
                "+15550100",
                Map.of("api-url", PROVIDER.baseUrl()),
                Map.of("api-key", new Secret("demo-harbor-api-key"), "webhook-secret", WEBHOOK_SECRET));
    }

    @Override
    protected List<WebhookCall> genuine() {
        return List.of(call("message__text"), call("status__delivered"), call("status__failed"));
    }

    @Override
    protected WebhookCall withWrongProof(WebhookCall call) {
        return call(call.body(), new Secret("guess"));
    }

    @Override
    protected WebhookCall withBody(WebhookCall call, byte[] body) {
        return call(body, WEBHOOK_SECRET);
    }

    @Override
    protected Optional<WebhookCall> forAnotherAddress() {
        return Optional.of(call("message__other_number"));
    }

    @Override
    protected WebhookCall ofUnknownKind() {
        return call("other__kind_of_the_future");
    }

    private static WebhookCall call(String payload) {
        return call(Payloads.read("example/" + payload + ".json"), WEBHOOK_SECRET);
    }

    private static WebhookCall call(byte[] body, Secret signedWith) {
        var signature = HexFormat.of().formatHex(Proof.hmac("HmacSHA256", signedWith, body));
        return new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/city-harbor",
                Map.of("x-harbor-signature", List.of(signature)),
                body,
                Instant.parse("2026-03-02T08:00:00Z"));
    }
}
