package io.glassline.channels.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelContract;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.ChannelSample;
import io.glassline.kit.sample.WebSample;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAdapterTest extends ChannelContract {

    private static final WebSample SAMPLE = new WebSample();
    private static final String VISITOR = WebSample.VISITOR;
    private static final String ANOTHER = "YW5vdGhlci12aXNpdG9y";
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final WebAdapter adapter = new WebAdapter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            message__text                | Zm9yLWEtdGVzdC1vbmx5.b3f1c2d4-0001 from Zm9yLWEtdGVzdC1vbmx5: "When do you pick up my trash? 🚮"
            message__choice              | Zm9yLWEtdGVzdC1vbmx5.b3f1c2d4-0002 from Zm9yLWEtdGVzdC1vbmx5: choice person "A person"
            message__choice_alone        | Zm9yLWEtdGVzdC1vbmx5.b3f1c2d4-0003 from Zm9yLWEtdGVzdC1vbmx5: choice person "person"
            message__kind_of_the_future  | Zm9yLWEtdGVzdC1vbmx5.b3f1c2d4-0004 from Zm9yLWEtdGVzdC1vbmx5: [a message without words]
            message__blank               | Zm9yLWEtdGVzdC1vbmx5.b3f1c2d4-0005 from Zm9yLWEtdGVzdC1vbmx5: [a message without words]
            message__no_id               | refused, not provable: a message without an id of its own
            message__odd_id              | refused, not provable: a message without an id of its own
            message__list                | refused, not provable: not an object
            message__not_json            | refused, not provable: not JSON
            marks__nothing               | nothing: marks of nothing
            marks__nonsense              | nothing: marks of nothing
            """)
    void readsACall(String payload, String expected) {
        assertThat(ReceiptText.of(adapter.receive(call(payload), account()))).isEqualTo(expected);
    }

    @Test
    void marksAreOfTheVisitorsOwnLines() {
        assertThat(ReceiptText.of(adapter.receive(call("marks__read"), account())))
                .isEqualTo("""
                DELIVERED Zm9yLWEtdGVzdC1vbmx5.00000000-0000-0001-0000-000000000002.0
                READ Zm9yLWEtdGVzdC1vbmx5.00000000-0000-0001-0000-000000000002.1""");
    }

    @Test
    void aCallOfOneVisitorIsNeverAnothers() {
        var call = call("message__text");
        var headers = new HashMap<>(call.headers());
        headers.put(WebCall.VISITOR, List.of(ANOTHER));

        assertThat(adapter.receive(with(call, call.endpoint(), headers), account()))
                .isInstanceOf(Receipt.Refused.class);
    }

    @Test
    void marksAreNoMessage() {
        var call = call("marks__read");

        assertThat(adapter.receive(with(call, WebWebhook.MESSAGES, call.headers()), account()))
                .isInstanceOf(Receipt.Refused.class);
    }

    @Test
    void aCallForOneAccountIsNoneForAnother() {
        var other = new ChannelAccount(
                "parks-web", WebAdapter.KIND, "parks", Map.of(), account().secrets());

        assertThat(adapter.receive(call("message__text"), other)).isInstanceOf(Receipt.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_000, 4_001})
    void aMessageIsTakenUpToItsLimit(int chars) {
        var body = "{\"id\":\"b3f1c2d4-0001\",\"text\":\"%s\"}".formatted("x".repeat(chars));

        assertThat(adapter.receive(call(body.getBytes(UTF_8), WebWebhook.MESSAGES), account()))
                .isInstanceOf(chars > WebAdapter.TEXT_MAX_CHARS ? Receipt.Refused.class : Receipt.Events.class);
    }

    /// What is sent is on the record already, so a crash in between leaves nothing open.
    @Test
    void aPartIsKeptForItsVisitorHoweverOftenItIsSent() {
        var message = new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(WebAdapter.KIND, VISITOR),
                "Every Tuesday.",
                List.of(new Message.Offer("person", "A person")),
                Locale.ENGLISH,
                Optional.empty(),
                true);
        var part = adapter.render(message).getFirst();
        var kept = new SendOutcome.Accepted(VISITOR + ".00000000-0000-0001-0000-000000000002.0");

        assertThat(part.offers()).hasSize(1);
        assertThat(adapter.send(message, part, account(), "")).isEqualTo(kept);
        assertThat(adapter.askAfter(message, part, account(), NOW, _ -> false)).isEqualTo(kept);
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelSample sample() {
        return SAMPLE;
    }

    private static ChannelAccount account() {
        return SAMPLE.account();
    }

    private static WebhookCall with(WebhookCall call, String endpoint, Map<String, List<String>> headers) {
        return new WebhookCall(call.method(), endpoint, call.publicUrl(), headers, call.body(), call.receivedAt());
    }

    private static WebhookCall call(String payload) {
        return WebSample.captured(payload);
    }

    private static WebhookCall call(byte[] body, String endpoint) {
        return WebSample.call(body, WebSample.SECRET, endpoint);
    }
}
