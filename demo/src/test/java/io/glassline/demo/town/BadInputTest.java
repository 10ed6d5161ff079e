package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What strangers, broken providers and tired people send, and what they are told.
class BadInputTest {

    record Case(String what, Function<Town, HttpRequest.Builder> call, int status) {
        @Override
        public String toString() {
            return what + " → " + status;
        }
    }

    private static final Map<String, String> SMS =
            Signed.sms("SMbad00000000000000000000000000001", "+15550399", "let me in");

    private static final String WHATSAPP_BODY = """
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{\
            "messaging_product":"whatsapp","metadata":{"display_phone_number":"15550100",\
            "phone_number_id":"100000000000001"},"messages":[{"from":"15550399","id":"wamid.bad1",\
            "timestamp":"1772452800","type":"text","text":{"body":"let me in"}}]}}]}]}""";

    private static final String TELEGRAM_BODY = """
            {"update_id":1,"message":{"message_id":1,"date":1772452800,"chat":{"id":555000399,"type":"private"},\
            "from":{"id":555000399,"is_bot":false,"first_name":"X"},"text":"let me in"}}""";

    static final List<Case> CASES = List.of(
            new Case("SMS, no signature", t -> form(t, "/channels/city-sms"), 403),
            new Case("SMS, wrong signature", t -> Signed.twilio(t.internet("/channels/city-sms"), SMS, "guess"), 403),
            new Case("SMS, signed for another URL", t -> resigned(t), 403),
            new Case(
                    "SMS, another account's SID",
                    t -> Signed.twilio(t.internet("/channels/city-sms"), otherAccount(), Signed.TWILIO_TOKEN),
                    403),
            new Case(
                    "SMS, genuine but without a sender",
                    t -> Signed.twilio(
                            t.internet("/channels/city-sms"),
                            Map.of("MessageSid", "SM1", "AccountSid", SMS.get("AccountSid")),
                            Signed.TWILIO_TOKEN),
                    400),
            new Case("call, no signature", t -> form(t, "/channels/city-voice"), 403),
            new Case("WhatsApp, no signature", t -> json(t, "/channels/city-whatsapp", WHATSAPP_BODY), 403),
            new Case(
                    "WhatsApp, wrong signature",
                    t -> Signed.meta(t.internet("/channels/city-whatsapp"), WHATSAPP_BODY, "guess"),
                    403),
            new Case(
                    "WhatsApp, genuine but not JSON",
                    t -> Signed.meta(t.internet("/channels/city-whatsapp"), "{\"object\":", Signed.META_SECRET),
                    400),
            new Case(
                    "WhatsApp challenge, wrong verify token",
                    t -> t.request(t.internet(
                            "/channels/city-whatsapp?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=42")),
                    403),
            new Case("Telegram, no secret", t -> json(t, "/channels/city-telegram", TELEGRAM_BODY), 403),
            new Case(
                    "Telegram, wrong secret",
                    t -> Signed.telegram(t.internet("/channels/city-telegram"), TELEGRAM_BODY, "guess"),
                    403),
            new Case(
                    "Telegram, genuine but not JSON",
                    t -> Signed.telegram(t.internet("/channels/city-telegram"), "<xml/>", Signed.TELEGRAM_SECRET),
                    400),
            new Case("unknown account", t -> form(t, "/channels/no-such-account"), 404),
            new Case(
                    "three and a half megabytes",
                    t -> t.request(t.internet("/channels/city-sms"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("Body=" + "x".repeat(3_500_000))),
                    413),
            new Case("the console from the internet", t -> t.request(t.internet("/console")), 404),
            new Case("the API from the internet", t -> t.request(t.internet("/api/queues")), 404),
            new Case("the channels from inside", t -> t.request(t.inside("/channels/city-sms")), 404),
            new Case("the API without a token", t -> t.request(t.inside("/api/queues")), 401),
            new Case(
                    "the API with a wrong token",
                    t -> t.request(t.inside("/api/queues")).header("Authorization", "Bearer guess"),
                    401),
            new Case(
                    "a conversation that is not",
                    t -> Town.withToken(t.request(t.inside("/api/conversations/nonsense"))),
                    404),
            new Case(
                    "a NUL in an address",
                    t -> Town.withToken(t.request(t.inside("/api/conversations?address=%00"))),
                    400),
            new Case(
                    "a NUL in an agent's name",
                    t -> Town.withToken(t.request(t.inside("/api/conversations?agent=a%00b"))),
                    400),
            new Case(
                    "a NUL in a queue's name",
                    t -> Town.withToken(t.request(t.inside("/api/conversations?queue=%00"))),
                    400),
            new Case("a NUL in a state", t -> Town.withToken(t.request(t.inside("/api/conversations?state=%00"))), 400),
            new Case(
                    "a cursor that is not ours",
                    t -> Town.withToken(t.request(t.inside("/api/conversations?cursor=%00%00"))),
                    400),
            new Case(
                    "an entry beyond all numbers",
                    t -> Town.withToken(t.request(t.inside("/api/audit?after=99999999999999999999"))),
                    400),
            new Case("an entry that is no number", t -> Town.withToken(t.request(t.inside("/api/audit?after=x"))), 400),
            new Case(
                    "a feed from beyond all numbers",
                    t -> Town.withToken(t.request(t.inside("/api/feed?after=99999999999999999999"))),
                    400),
            new Case(
                    "figures of no number of hours",
                    t -> Town.withToken(t.request(t.inside("/api/metrics/summary?hours=x"))),
                    400),
            new Case(
                    "a day that is further than the calendar",
                    t -> Town.withToken(t.request(t.inside(
                                    "/api/envelopes/reading?account=city-sms&since=%2B999999999-01-01T00:00:00Z"))
                            .POST(BodyPublishers.noBody())),
                    400),
            new Case(
                    "a day before all days",
                    t -> Town.withToken(t.request(t.inside(
                                    "/api/envelopes/reading?account=city-sms&since=-999999999-01-01T00:00:00Z"))
                            .POST(BodyPublishers.noBody())),
                    400),
            new Case(
                    "a day that is none",
                    t -> Town.withToken(
                            t.request(t.inside("/api/envelopes/reading?account=city-sms&since=2026-02-30T00:00:00Z"))
                                    .POST(BodyPublishers.noBody())),
                    400),
            new Case(
                    "a reconciliation of a far day",
                    t -> Town.withToken(t.request(
                                    t.inside("/api/accounts/city-sms/reconciliation?from=%2B999999999-01-01T00:00:00Z"))
                            .POST(BodyPublishers.noBody())),
                    400),
            new Case("a tile that is not", t -> t.request(t.internet("/log/tile/0/x001/000")), 404),
            new Case("a log path with dots", t -> t.request(t.internet("/log/tile/../checkpoint")), 404));

    private final Town town = Town.shared();

    @ParameterizedTest
    @FieldSource("CASES")
    void getsItsAnswer(Case c) {
        var response = town.send(c.call.apply(town));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(c.status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.body()).doesNotContainIgnoringCase("signature").doesNotContain("demo-", "Exception");
    }

    @Test
    void nothingRefusedIsStoredAndAllOfItIsCounted() {
        for (var c : CASES) {
            town.send(c.call.apply(town));
        }

        assertThat(town.conversations("+15550399")).isEmpty();
        assertThat(town.conversations("15550399")).isEmpty();
        assertThat(town.conversations("555000399")).isEmpty();
        assertThat(town.send(town.request(town.inside("/metrics"))).body())
                .contains("glassline_webhooks_total{account=\"city-sms\",came=\"refused: not authentic\"}")
                .contains("glassline_webhooks_total{account=\"city-whatsapp\",came=\"refused: malformed\"}")
                .contains("glassline_webhooks_total{account=\"unknown\",came=\"unknown account\"}");
    }

    @Test
    void whatIsGenuineButNotUnderstoodIsKeptShownAndAnswered() {
        var body = TELEGRAM_BODY
                .replace("555000399", "555000398")
                .replace("\"text\":\"let me in\"", "\"dice\":{\"emoji\":\"🎲\",\"value\":3}");

        var response =
                town.send(Signed.telegram(town.internet("/channels/city-telegram"), body, Signed.TELEGRAM_SECRET));

        assertThat(response.statusCode()).isEqualTo(200);
        var message = town.conversation("555000398").path("messages").get(0);
        assertThat(message.path("kind").asText()).isEqualTo("unsupported");
        Town.await(
                "it is answered",
                () -> !town.heard("city-telegram", "555000398").isEmpty());
    }

    @Test
    void theCallsOfATimeCanBeReadAgain() {
        var since = Instant.now(); // what other tests sent is theirs
        var form = Signed.sms("SMagain0000000000000000000000000001", "+15550397", "read me twice");
        town.send(Signed.twilio(town.internet("/channels/city-sms"), form, Signed.TWILIO_TOKEN));

        var report = town.apiPost("/envelopes/reading?account=city-sms&since=" + since + "&take=true", Map.of());

        assertThat(report.path("same").asInt())
                .isPositive()
                .isEqualTo(report.path("calls").asInt());
        assertThat(report.path("taken").asInt()).isZero();
    }

    /// Genuine and unreadable: kept as it came, once however often it comes, and read again on request.
    @Test
    void whatIsGenuineAndCannotBeReadIsKeptInQuarantine() {
        var body = "<unreadable n=\"1\"/>";
        for (var times = 0; times < 3; times++) {
            var response =
                    town.send(Signed.telegram(town.internet("/channels/city-telegram"), body, Signed.TELEGRAM_SECRET));
            assertThat(response.statusCode()).isEqualTo(400);
        }

        var ours = new ArrayList<Long>();
        town.api("/quarantine").path("deliveries").forEach(delivery -> {
            if (delivery.path("bytes").asInt() == body.length()) {
                assertThat(delivery.path("account").asText()).isEqualTo("city-telegram");
                assertThat(delivery.path("because").asText()).isEqualTo("not JSON");
                ours.add(delivery.path("id").asLong());
            }
        });
        assertThat(ours).hasSize(1);
        var again =
                town.send(Town.withToken(town.request(town.inside("/api/quarantine/" + ours.getFirst() + "/redrive"))
                        .POST(BodyPublishers.noBody())));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
        assertThat(again.body()).contains("not JSON");
        var none = town.send(Town.withToken(
                town.request(town.inside("/api/quarantine/999999/redrive")).POST(BodyPublishers.noBody())));
        assertThat(none.statusCode()).isEqualTo(404);
    }

    private static HttpRequest.Builder form(Town town, String path) {
        return town.request(town.internet(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Signed.encoded(SMS)));
    }

    private static HttpRequest.Builder json(Town town, String path, String body) {
        return town.request(town.internet(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder resigned(Town town) {
        var elsewhere = Signed.twilio(town.internet("/channels/city-voice"), SMS, Signed.TWILIO_TOKEN)
                .build();
        return HttpRequest.newBuilder(elsewhere, (_, _) -> true).uri(town.internet("/channels/city-sms"));
    }

    private static Map<String, String> otherAccount() {
        var form = new java.util.TreeMap<>(SMS);
        form.put("AccountSid", "ACother0000000000000000000000000");
        return form;
    }
}
