package io.glassline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.security.RequestValidator;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Settings;
import io.glassline.simulator.twilio.SmsSegments;
import io.glassline.simulator.twilio.TwilioSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandInsTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aBusyPortIsNamed(int which) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int[] ports = new int[3];
            ports[which] = taken.getLocalPort();
            var settings = new Settings(
                    ports[0],
                    ports[1],
                    ports[2],
                    URI.create("http://localhost:1"),
                    Optional.empty(),
                    InstantSource.system(),
                    1);

            assertThatThrownBy(() -> StandIns.start(settings))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is busy");
        }
    }

    /// Whoever accounts for everything reads all sends, page by page.
    @Test
    void theLedgerGivesEverySendOnceInTheOrderItWasPerformed() {
        for (var text : List.of("one", "two", "three")) {
            world.send(
                    "POST",
                    "/bot1000000001:demo-telegram-bot-token/sendMessage",
                    "{\"chat_id\":77,\"text\":\"" + text + "\"}",
                    "Content-Type",
                    "application/json");
        }

        var first = world.get("/ledger?max=2").json();
        var second =
                world.get("/ledger?max=2&after=" + first.path("next").asLong()).json();

        assertThat(first.path("sends").findValuesAsText("text")).containsExactly("one", "two");
        assertThat(second.path("sends").findValuesAsText("text")).containsExactly("three");
        assertThat(world.get("/ledger?after=3").json().path("sends")).isEmpty();
        assertThat(world.get("/ledger?after=x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # incoming                                                       | detail
          {"from":"+15550199","text":"hi"}                               | account '' is not known; accounts here are: city-sms
          {"account":"city-fax","from":"+15550199","text":"hi"}          | account 'city-fax' is not known
          {"account":"city-sms","text":"hi"}                             | from is missing
          {"account":"city-sms","from":"mum","text":"hi"}                | from 'mum' is not a phone number
          {"account":"city-telegram","from":"@ada","text":"hi"}          | from '@ada' is not a Telegram user id
          {"account":"city-email","from":"ada","text":"hi"}              | from 'ada' is not a mail address
          {"account":"city-sms","from":"+15550199"}                      | text is missing
          {"account":"city-sms","from":"+15550199","text":""}            | text is empty
          {"account":"city-sms","from":"+15550199","text":"LONG"}        | text has 1601 characters
          {"account":"city-sms","from":"+15550199","text":"a","txt":"b"} | unknown field 'txt'
          {"account":"city-sms","from":"+15550199","media":["data:x"]}   | media: a data: URL needs a comma
          nonsense                                                       | the body is not JSON
        """)
    void saysWhatIsWrongWithAnIncomingMessage(String json, String detail) {
        var answer = world.incoming(json.replace("LONG", "x".repeat(1601)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().path("detail").asText()).startsWith(detail);
        assertThat(world.gateway.calls).isEmpty();
    }

    @Test
    void sentHasExactlyThePromisedFields() {
        world.get("/bot1000000001:demo-telegram-bot-token/sendMessage?chat_id=42&text=hi")
                .ok();

        var item = world.get("/sent").json().get(0);

        assertThat(item.fieldNames())
                .toIterable()
                .containsExactly("account", "to", "text", "parts", "media", "buttons", "providerIds", "at");
        assertThat(item.path("parts").toString()).isEqualTo("[\"hi\"]");
        assertThat(world.get("/sent?account=city-sms").json()).isEmpty();
        assertThat(world.get("/sent?account=city-fax").status()).isEqualTo(400);
    }

    @Test
    void aThreadHasBothDirections() {
        world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"question\"}")
                .ok();
        world.get("/bot1000000001:demo-telegram-bot-token/sendMessage?chat_id=42&text=answer")
                .ok();

        var thread = world.get("/thread?account=city-telegram&with=42").json();

        assertThat(thread.findValuesAsText("direction")).containsExactly("in", "out");
        assertThat(thread.findValuesAsText("text")).containsExactly("question", "answer");
        assertThat(thread.at("/0/status").asText()).isEqualTo("delivered");
        assertThat(world.get("/thread?account=city-telegram").status()).isEqualTo(400);
    }

    @Test
    void pagesAndHealth() {
        assertThat(world.get("/health").json().path("status").asText()).isEqualTo("UP");
        var root = world.get("/");
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.response().headers().firstValue("Location")).hasValue("/demo");
        assertThat(world.get("/demo/..%2fio").status()).isEqualTo(404);
        assertThat(world.get("/nowhere").status()).isEqualTo(404);
        assertThat(world.get("/nowhere").json().path("detail").asText()).contains("GET /nowhere");
    }

    @Test
    void twiliosLibraryFindsTheSignatureRight() {
        var form = Map.of("CallSid", "CA1234567890ABCDE", "Digits", "1234", "From", "+14158675310", "Empty", "");
        var url = "https://city.example/channels/city-sms?part=a%2Fb&n=1";

        var signature = TwilioSignature.of(url, Params.of(form), "token");

        assertThat(new RequestValidator("token").validate(url, form, signature)).isTrue();
        assertThat(new RequestValidator("token").validate(url + "x", form, signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # times | character | SMS
          160   | a         | 1
          161   | a         | 2
          306   | a         | 2
          307   | a         | 3
          80    | €         | 1
          81    | €         | 2
          70    | ê         | 1
          71    | ê         | 2
          35    | 🙂        | 1
          36    | 🙂        | 2
        """)
    void countsSmsAsTwilioBills(int times, String character, int segments) {
        assertThat(SmsSegments.of(character.repeat(times))).isEqualTo(segments);
    }
}
