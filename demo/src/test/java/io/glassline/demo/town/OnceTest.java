package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Promise P2: a message is acted on once, however often the provider sends it.
class OnceTest {

    private final Town town = Town.shared();

    @Test
    void theSameWebhookThreeTimesTwiceAtOnceIsOneMessageOneAnswerOneEntry() {
        var from = "+15550301";
        var url = town.internet("/channels/city-sms");
        var form = Signed.sms("SMonce0000000000000000000000000001", from, "What are the opening hours of city hall?");

        var together = java.util.List.of(1, 2).stream()
                .map(_ -> CompletableFuture.supplyAsync(() -> town.send(Signed.twilio(url, form, Signed.TWILIO_TOKEN))))
                .toList();
        assertThat(together.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200);
        Town.await(
                "the first answer is sent", () -> !town.heard("city-sms", from).isEmpty());
        assertThat(town.send(Signed.twilio(url, form, Signed.TWILIO_TOKEN)).statusCode())
                .isEqualTo(200);

        // A message sent later on the same lane is answered after anything the repeats could have caused.
        town.says("city-sms", from, "HELP");
        town.hears("city-sms", from, "STOP");
        var conversation = town.conversation(from);
        var asked = StreamSupport.stream(conversation.path("messages").spliterator(), false)
                .filter(message -> message.path("direction").asText().equals("in"))
                .toList();
        assertThat(asked).hasSize(2);
        assertThat(town.heard("city-sms", from)).hasSize(2);
        var index = Town.awaitValue(
                "the message is in the log",
                () -> town.conversation(from).path("messages").get(0).path("auditIndex"),
                found -> found.isNumber());
        Town.await(
                "the second message is in the log too",
                () -> town.conversation(from)
                        .path("messages")
                        .get(2)
                        .path("auditIndex")
                        .isNumber());
        var entries = town.api("/audit?after=" + (index.asLong() - 1)).path("entries");
        assertThat(StreamSupport.stream(entries.spliterator(), false)
                        .filter(entry -> entry.path("kind").asText().equals("message.received"))
                        .filter(entry -> entry.path("index").asLong() == index.asLong()))
                .hasSize(1);
        assertThat(StreamSupport.stream(entries.spliterator(), false)
                        .filter(entry -> entry.path("kind").asText().equals("message.received")
                                && entry.path("leaf").asText().contains("\"channel\":\"sms\"")))
                .as("two messages were received since, so two entries")
                .hasSizeGreaterThanOrEqualTo(2);
    }
}
