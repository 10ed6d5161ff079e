package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.simulator.provider.RetryPolicy;
import io.glassline.simulator.telegram.TelegramRetries;
import io.glassline.simulator.twilio.TwilioRetries;
import io.glassline.simulator.whatsapp.MetaRetries;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private enum RetryingProvider {
        TWILIO(new TwilioRetries()),
        META(new MetaRetries()),
        TELEGRAM(new TelegramRetries());

        private final RetryPolicy retries;

        RetryingProvider(RetryPolicy retries) {
            this.retries = retries;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # provider | failed tries | since   | Retry-After | next wait
          TWILIO   | 1            | PT0S    |             | PT1S
          TWILIO   | 2            | PT1S    |             | PT3S
          TWILIO   | 3            | PT4S    |             | PT9S
          TWILIO   | 4            | PT13S   |             |
          META     | 1            | PT0S    |             | PT1S
          META     | 4            | PT7S    |             | PT8S
          META     | 90           | PT1H    |             | PT30S
          META     | 90           | PT167H  |             | PT30S
          META     | 90           | PT168H  |             |
          TELEGRAM | 1            | PT0S    |             | PT0S
          TELEGRAM | 2            | PT0S    |             | PT2S
          TELEGRAM | 3            | PT2S    |             | PT4S
          TELEGRAM | 50           | PT1H    |             | PT30S
          TELEGRAM | 2            | PT0S    | PT90S       | PT1M30S
          TELEGRAM | 2            | PT0S    | PT9000S     | PT1H
          TELEGRAM | 9            | PT24H   |             |
        """)
    void eachProviderTriesAgainInItsOwnWay(
            RetryingProvider provider, int tries, Duration since, Duration retryAfter, Duration wait) {
        assertThat(provider.retries.waitAfter(tries, since, Optional.ofNullable(retryAfter)))
                .isEqualTo(Optional.ofNullable(wait));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # message                                                            | answers | calls
          {"account":"city-sms","from":"+15550199","text":"hi"}              | 204     | 1
          {"account":"city-sms","from":"+15550199","text":"hi"}              | 500     | 4
          {"account":"city-sms","from":"+15550199","text":"hi"}              | 403     | 4
          {"account":"city-whatsapp","from":"15550199","text":"hi"}          | 200     | 1
        """)
    void whatIsNotAcceptedIsTriedAgain(String message, int status, int calls) throws Exception {
        world.gateway.answering(_ -> FakeGateway.Reply.status(status));

        var answer = world.incoming(message);

        assertThat(answer.status()).isEqualTo(status < 300 ? 200 : 202);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        eventually(() -> assertThat(world.get("/webhooks").json().at("/0/state").asText())
                .isNotEqualTo("pending"));
        assertThat(world.gateway.calls).hasSize(calls);
        assertThat(world.get("/webhooks").json().at("/0/attempts")).hasSize(calls);
    }

    @Test
    void forMetaOnlyA200IsAnAcceptance() throws Exception {
        var answers = new AtomicInteger();
        world.gateway.answering(_ -> FakeGateway.Reply.status(answers.getAndIncrement() < 2 ? 204 : 200));

        world.incoming("{\"account\":\"city-whatsapp\",\"from\":\"15550199\",\"text\":\"hi\"}")
                .ok();

        eventually(() -> assertThat(world.get("/webhooks").json().at("/0/state").asText())
                .isEqualTo("accepted"));
        assertThat(world.gateway.calls).hasSize(3);
    }

    @Test
    void aGatewayThatIsDownGetsItWhenItIsBack() throws Exception {
        var port = world.gateway.port();
        world.gateway.close();
        assertThat(world.incoming("{\"account\":\"city-whatsapp\",\"from\":\"15550199\",\"text\":\"hi\"}")
                        .status())
                .isEqualTo(202);

        try (var back = new FakeGateway(port)) {
            eventually(() -> assertThat(back.calls).hasSize(1));
        }
        assertThat(world.get("/thread?account=city-whatsapp&with=15550199").json())
                .hasSize(1);
    }

    @Test
    void theVerySameWebhookCanBeSentAgain() throws Exception {
        world.incoming("{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"hi\"}")
                .ok();
        world.incoming("{\"account\":\"city-telegram\",\"from\":\"42\",\"text\":\"hi\"}")
                .ok();
        var listed = world.get("/webhooks?account=city-sms").json();
        assertThat(listed).hasSize(1);
        assertThat(Base64.getDecoder().decode(listed.at("/0/bodyBase64").asText()))
                .isEqualTo(world.gateway.calls.getFirst().body());

        var again = world.send("POST", "/webhooks/" + listed.at("/0/id").asText() + "/redelivery", "");

        assertThat(again.status()).isEqualTo(200);
        var calls = world.gateway.to("/channels/city-sms");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).text()).isEqualTo(calls.get(0).text());
        assertThat(calls.get(1).isSignedByTwilio()).isTrue();
        assertThat(world.send("POST", "/webhooks/none/redelivery", "").status()).isEqualTo(404);
    }
}
