package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.PrivacyBoard.Wish;
import io.glassline.retention.Schedule.Kind;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A supervisor finds a citizen, gives their record out, has it erased and holds it, each with a reason and without
/// scripts; nobody else does.
class PrivacyPageTest extends ConsoleFixture {

    private static final String PAGE = "/console/privacy";
    private static final String MARIA = MemoryPrivacy.MARIA.value();

    private Browser supervisor;

    @BeforeEach
    void aSupervisorSignsIn() throws Exception {
        supervisor = new Browser(town).signedInAs("supervisor");
        supervisor.get(PAGE);
    }

    private static Map<String, String> because(String why) {
        return Map.of("address", MARIA, "channel", "sms", "because", why);
    }

    @Test
    void whatIsHeldOfAnAddressIsFoundAndThatItWasLookedForIsOnTheRecord() throws Exception {
        assertThat(supervisor
                        .submit(PAGE + "/citizen", Map.of("address", MARIA))
                        .body())
                .contains("Text message: " + MARIA, "Conversations</th><td class=\"num\">3", ">41<");
        assertThat(supervisor
                        .submit(PAGE + "/citizen", Map.of("address", "+15550000000"))
                        .body())
                .contains("Nothing is known of this address.");
        assertThat(Collections.frequency(town.memory.kinds(), "search.made")).isEqualTo(2);
    }

    @Test
    void itIsErasedWithAReasonAndAHoldBeatsThat() throws Exception {
        assertThat(supervisor.submit(PAGE + "/erasure", because("")).statusCode())
                .isEqualTo(400);
        assertThat(supervisor
                        .submit(PAGE + "/hold", because("Soto v. Alder Bay"))
                        .body())
                .contains("It is held", "Soto v. Alder Bay");
        var held = supervisor.submit(PAGE + "/erasure", because("she asked"));
        assertThat(held.statusCode()).isEqualTo(409);
        assertThat(held.body()).contains("Nothing of this address is erased", "supervisor put a hold on it");
        assertThat(town.privacy.asked).isEmpty();

        assertThat(supervisor.submit(PAGE + "/lifting", because("settled")).body())
                .contains("The hold is lifted");
        assertThat(supervisor.submit(PAGE + "/erasure", because("she asked")).body())
                .contains("The erasure has begun", "Waits for what is under way", "she asked");
        assertThat(town.privacy.asked).hasSize(1);
    }

    @Test
    void theRecordIsGivenOutAsOneFile() throws Exception {
        var file = supervisor.submit(PAGE + "/export", Map.of("address", MARIA));
        assertThat(file.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(file.body()).isEqualTo("record of " + MARIA);
        supervisor.get(PAGE);
        assertThat(supervisor
                        .submit(PAGE + "/export", Map.of("address", "+15550000000"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoIsNoSupervisorIsRefusedAndThatIsOnTheRecord() throws Exception {
        assertThat(agent.get(PAGE).statusCode()).isEqualTo(403);
        assertThat(agent.get("/console").body()).doesNotContain(PAGE);
        agent.get("/console");
        for (var act : new String[] {"/citizen", "/export", "/erasure", "/hold", "/lifting"}) {
            var answer = agent.submit(PAGE + act, because("curious"));
            assertThat(answer.statusCode()).as(act).isEqualTo(403);
            assertThat(answer.body()).as(act).doesNotContain(MARIA, ">41<");
        }
        assertThat(Collections.frequency(town.memory.kinds(), "export.refused")).isOne();
        assertThat(town.privacy.asked).isEmpty();
        assertThat(town.privacy.holds).isEmpty();
    }

    @Test
    void whoWaitsForACorrectionAndWhatTheSchedulesWouldRemoveStandThere() throws Exception {
        var wish = new Conversation.Id(UUID.randomUUID());
        town.privacy.wishes.add(new Wish(wish, new ChannelKind("sms"), false, Instant.parse("2026-03-02T12:00:00Z")));
        town.retention.left.put(Kind.CONVERSATIONS, 1204);
        assertThat(supervisor.get(PAGE).body())
                .contains("/console/conversations/" + wish, "waits for people")
                .contains("Conversations that ended", "730", "Series 12", "1,204", "No run was finished yet.");
    }
}
