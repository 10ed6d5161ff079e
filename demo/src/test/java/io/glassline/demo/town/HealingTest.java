package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What went wrong between a provider and us, and is made good: by itself, or by a person.
class HealingTest {

    private final Town town = Town.shared();
    private final Instant begun = Instant.now().minusSeconds(1);

    @AfterEach
    void nothingIsWrongAnyMore() {
        town.noFaults();
    }

    @Test
    void aMessageWhoseWebhookWasLostIsTakenFromTheProvidersListOnce() {
        var citizen = "+15550631";
        town.fault(Map.of("account", "city-sms", "kind", "drop-webhook"));
        town.says("city-sms", citizen, "When is my trash picked up?");
        town.noFaults();
        assertThat(town.conversations(citizen)).isEmpty();

        assertThat(reconciled().path("messages").asInt()).isEqualTo(1);
        Town.await(
                "the citizen is answered",
                () -> !town.heard("city-sms", citizen).isEmpty());

        assertThat(reconciled().path("messages").asInt()).isZero();
        assertThat(town.heard("city-sms", citizen)).hasSize(1);
    }

    @Test
    void aPictureWhoseWebhookWasLostKeepsItsWordsAndItsPlace() {
        var citizen = "+15550632";
        town.fault(Map.of("account", "city-sms", "kind", "drop-webhook"));
        town.post(
                town.providers("/incoming"),
                Map.of(
                        "account",
                        "city-sms",
                        "from",
                        citizen,
                        "text",
                        "Pothole on Elm",
                        "media",
                        java.util.List.of("data:image/png;base64,iVBORw0KGgo=")));
        town.noFaults();

        assertThat(reconciled().path("messages").asInt()).isEqualTo(2);

        var said = StreamSupport.stream(
                        Town.awaitValue(
                                        "both are said",
                                        () -> town.conversation(citizen).path("messages"),
                                        messages -> StreamSupport.stream(messages.spliterator(), false)
                                                        .filter(m -> m.path("direction")
                                                                .asText()
                                                                .equals("in"))
                                                        .count()
                                                == 2)
                                .spliterator(),
                        false)
                .filter(m -> m.path("direction").asText().equals("in"))
                .map(m -> m.path("kind").asText());
        assertThat(said).containsExactlyInAnyOrder("text", "media");
    }

    @Test
    void whatTheProviderRefusedIsListedAndSentAgainByAPerson() {
        var citizen = "+15550633";
        town.fault(Map.of("account", "city-sms", "kind", "status", "status", 400));
        town.says("city-sms", citizen, "When is my trash picked up?");

        var letter = Town.awaitValue("it is listed", () -> deadLetter(citizen), found -> !found.isMissingNode());
        assertThat(letter.path("mayHaveArrived").asBoolean()).isFalse();
        assertThat(town.heard("city-sms", citizen)).isEmpty();

        town.noFaults();
        town.apiPost("/dead-letters/" + letter.path("messageId").asText() + "/resend", Map.of());
        Town.await(
                "the citizen is answered", () -> town.heard("city-sms", citizen).size() == 1);
        assertThat(deadLetter(citizen).isMissingNode()).isTrue();
    }

    private JsonNode deadLetter(String citizen) {
        return StreamSupport.stream(
                        town.api("/dead-letters").path("deadLetters").spliterator(), false)
                .filter(letter -> letter.path("address").asText().equals(citizen))
                .findFirst()
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    private JsonNode reconciled() {
        // The provider's list counts whole seconds.
        var to = Instant.now().plusSeconds(2);
        return town.apiPost("/accounts/city-sms/reconciliation?from=" + begun + "&to=" + to, Map.of());
    }
}
