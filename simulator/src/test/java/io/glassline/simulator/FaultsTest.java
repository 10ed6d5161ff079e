package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private static final String TELEGRAM_SEND = "/bot1000000001:demo-telegram-bot-token/sendMessage?chat_id=42&text=hi";

    private final ManualClock clock = new ManualClock();
    private final World world = new World(settings -> World.at(settings, clock));

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # fault                                                             | answer | said
          {"account":"city-telegram","kind":"status","status":502}          | 502    | 0
          {"account":"city-telegram","kind":"status","status":401}          | 401    | 0
          {"account":"city-telegram","kind":"throttle","seconds":30}        | 429    | 0
          {"account":"city-telegram","kind":"delay","ms":20}                | 200    | 1
          {"account":"city-telegram","kind":"status","rate":0}              | 200    | 1
          {"account":"city-sms","kind":"status"}                            | 200    | 1
          {"account":"city-telegram","kind":"duplicate"}                    | 200    | 1
        """)
    void aFaultActsOnTheSendsOfItsAccount(String fault, int answer, int said) {
        world.fault(fault).ok();

        var answered = world.get(TELEGRAM_SEND);

        assertThat(answered.status()).isEqualTo(answer);
        assertThat(world.sent("city-telegram", "42")).hasSize(said);
        if (answer == 429) {
            assertThat(answered.json().at("/parameters/retry_after").asInt()).isEqualTo(30);
            assertThat(answered.response().headers().firstValue("Retry-After")).hasValue("30");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # account       | what the city asks                                                        | the provider's word
          city-telegram | /bot1000000001:demo-telegram-bot-token/sendMessage?chat_id=42&text=hi     | "error_code":401
          city-telegram | /bot1000000001:demo-telegram-bot-token/getMe                              | "error_code":401
          city-sms      | /2010-04-01/Accounts/ACdemo00000000000000000000000000/Messages.json       | "code":20003
          city-whatsapp | /v21.0/100000000000001                                                    | "code":190
        """)
    void anExpiredTokenIsRefusedWhateverIsAskedUntilItIsRenewed(String account, String asked, String word) {
        var token = switch (account) {
            case "city-sms" ->
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "ACdemo00000000000000000000000000:demo-twilio-auth-token".getBytes(UTF_8));
            default -> "Bearer demo-meta-access-token";
        };
        assertThat(world.send("GET", asked, "", "Authorization", token).status())
                .isEqualTo(200);
        world.fault("{\"account\":\"" + account + "\",\"kind\":\"token-expired\",\"seconds\":30}")
                .ok();

        var refused = world.send("GET", asked, "", "Authorization", token);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text()).contains(word);
        clock.advance(Duration.ofSeconds(30));
        assertThat(world.send("GET", asked, "", "Authorization", token).status())
                .isEqualTo(200);
    }

    @Test
    void aRecipientsLimitIsTheirsAlone() {
        world.fault("{\"account\":\"city-telegram\",\"kind\":\"recipient-limit\",\"to\":\"42\",\"seconds\":30}")
                .ok();

        assertThat(world.get(TELEGRAM_SEND).status()).isEqualTo(429);
        assertThat(world.get(TELEGRAM_SEND.replace("chat_id=42", "chat_id=43")).status())
                .isEqualTo(200);
        clock.advance(Duration.ofSeconds(30));
        assertThat(world.get(TELEGRAM_SEND).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # fault                                                    | and what is wrong with it
          {"account":"city-sms","kind":"recipient-limit"}          | needs 'to'
          {"account":"city-sms","kind":"report"}                   | needs 'code'
          {"account":"city-sms","kind":"report","code":"soon"}     | needs 'code'
        """)
    void aFaultThatLacksSomethingIsRefused(String fault, String wrong) {
        var answered = world.fault(fault);

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.text()).contains(wrong);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # account       | sends to  | with what                                                           | code   | the provider's report has
          city-sms      | +15550123 | /2010-04-01/Accounts/ACdemo00000000000000000000000000/Messages.json | 30007  | ErrorCode=30007
          city-whatsapp | 15550123  | /v21.0/100000000000001/messages                                     | 131049 | "code":131049
        """)
    void aFailureIsToldAfterwards(String account, String to, String path, String code, String report) throws Exception {
        world.fault("{\"account\":\"" + account + "\",\"kind\":\"report\",\"to\":\"" + to + "\",\"code\":" + code + "}")
                .ok();
        if (account.equals("city-sms")) {
            var basic = Base64.getEncoder()
                    .encodeToString("ACdemo00000000000000000000000000:demo-twilio-auth-token".getBytes(UTF_8));
            world.send(
                            "POST",
                            path,
                            "To=%2B15550123&From=%2B15550100&Body=hi&StatusCallback=" + world.gateway.base()
                                    + "/status",
                            "Authorization",
                            "Basic " + basic,
                            "Content-Type",
                            "application/x-www-form-urlencoded")
                    .ok();
        } else {
            world.send(
                            "POST",
                            path,
                            "{\"messaging_product\":\"whatsapp\",\"to\":\"15550123\",\"type\":\"text\",\"text\":{\"body\":\"hi\"}}",
                            "Authorization",
                            "Bearer demo-meta-access-token",
                            "Content-Type",
                            "application/json")
                    .ok();
        }

        eventually(() -> assertThat(world.gateway.calls)
                .anySatisfy(call -> assertThat(call.text()).contains(report)));
    }

    @Test
    void aDroppedSendIsPerformedAndNotAnswered() {
        world.fault("{\"account\":\"city-telegram\",\"kind\":\"drop\"}").ok();

        assertThatThrownBy(() -> world.get(TELEGRAM_SEND)).isInstanceOf(UncheckedIOException.class);

        assertThat(world.sent("city-telegram", "42")).isNotEmpty();
    }

    @Test
    void aHangingSendIsNeitherPerformedNorAnswered() {
        world.fault("{\"account\":\"city-telegram\",\"kind\":\"hang\",\"ms\":50}")
                .ok();

        assertThatThrownBy(() -> world.get(TELEGRAM_SEND)).isInstanceOf(UncheckedIOException.class);

        assertThat(world.sent("city-telegram", "42")).isEmpty();
    }

    @Test
    void aDuplicatedWebhookComesTwiceTheSame() throws Exception {
        world.fault("{\"account\":\"city-sms\",\"kind\":\"duplicate\"}").ok();

        world.incoming("{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"once\"}")
                .ok();

        eventually(() -> assertThat(world.gateway.calls).hasSize(2));
        assertThat(world.gateway.calls.get(0).text())
                .isEqualTo(world.gateway.calls.get(1).text());
        assertThat(world.gateway.calls.get(0).headers().get("I-Twilio-Idempotency-Token"))
                .isEqualTo(world.gateway.calls.get(1).headers().get("I-Twilio-Idempotency-Token"));
    }

    @Test
    void aHeldWebhookIsOvertaken() throws Exception {
        world.fault("{\"account\":\"city-whatsapp\",\"kind\":\"reorder\",\"ms\":1500}")
                .ok();
        assertThat(world.incoming("{\"account\":\"city-whatsapp\",\"from\":\"15550199\",\"text\":\"first\"}")
                        .status())
                .isEqualTo(202);
        world.send("DELETE", "/faults", "");

        world.incoming("{\"account\":\"city-whatsapp\",\"from\":\"15550199\",\"text\":\"second\"}")
                .ok();

        eventually(() -> assertThat(world.gateway.calls)
                .extracting(call -> call.text().replaceAll("(?s).*\"body\":\"(\\w+)\".*", "$1"))
                .containsExactly("second", "first"));
    }

    @Test
    void theSeedDecidesWhichRequestsARateHits() {
        world.fault("{\"account\":\"city-telegram\",\"kind\":\"status\",\"rate\":0.5}")
                .ok();
        var hits = pattern(world);
        try (var twin = new World(settings -> World.at(settings, clock))) {
            twin.fault("{\"account\":\"city-telegram\",\"kind\":\"status\",\"rate\":0.5}")
                    .ok();

            assertThat(pattern(twin)).isEqualTo(hits).contains("200").contains("503");
        }
    }

    private static String pattern(World world) {
        return IntStream.range(0, 20)
                .mapToObj(_ -> world.get(TELEGRAM_SEND).status() + " ")
                .reduce("", String::concat);
    }

    @Test
    void faultsEndByThemselvesOrWhenTold() {
        world.fault("{\"account\":\"city-telegram\",\"kind\":\"status\",\"seconds\":30}")
                .ok();
        assertThat(world.get("/faults").json()).hasSize(1);
        clock.advance(Duration.ofSeconds(30));
        assertThat(world.get("/faults").json()).isEmpty();
        assertThat(world.get(TELEGRAM_SEND).status()).isEqualTo(200);

        world.fault("{\"account\":\"city-telegram\",\"kind\":\"status\"}").ok();
        assertThat(world.send("DELETE", "/faults", "").status()).isEqualTo(204);

        assertThat(world.get(TELEGRAM_SEND).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # fault                                                      | detail
          {"kind":"status"}                                          | account '' is not known
          {"account":"city-fax","kind":"status"}                     | account 'city-fax' is not known
          {"account":"city-sms","kind":"gremlins"}                   | kind 'gremlins' is not known
          {"account":"city-sms","kind":"status","rate":2}            | rate must be a number from 0.0 to 1.0
          {"account":"city-sms","kind":"status","status":200}        | status must be a number from 400 to 599
          {"account":"city-sms","kind":"status","chance":1}          | unknown field 'chance'
          [1]                                                        | the body must be a JSON object
        """)
    void saysWhatIsWrongWithAFault(String fault, String detail) {
        var answer = world.fault(fault);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().path("detail").asText()).startsWith(detail);
    }
}
