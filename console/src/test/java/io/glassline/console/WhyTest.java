package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.trial.Explanation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// "Why?" beside each message of a citizen: in the thread, and on a page of its own without scripts.
class WhyTest extends RulesFixture {

    @Test
    void theThreadAsksOnlyWhenSomebodyWantsToKnow() throws Exception {
        var page = agent.get("/console/conversations/" + conversation.id()).body();

        assertThat(page).contains("Why?", "href=\"" + why() + "\"", "topic == 'waste'");
        assertThat(town.trials.asked).isEmpty();
    }

    @Test
    void aThreadThatIsOpenIsGivenWhatItDoesNotShowYet() throws Exception {
        town.trials.recorded.put(message(), explanation());

        assertThat(agent.get(why(), "HX-Request", "true").body())
                .contains("A person looks at this", "trash-day", "64 %", "bbbbbbbbbbbb</code>, in 3.1 ms")
                .doesNotContain("<html", "says: missed", "href=\"/console/rules");
    }

    @Test
    void withoutScriptsItIsAPage() throws Exception {
        town.trials.recorded.put(message(), explanation());

        assertThat(agent.get(why()).body())
                .contains("<html", "Queue Waste &amp; recycling", "says: missed", "missed, pickup")
                .contains("/console/conversations/" + conversation.id() + "#said-" + message())
                .doesNotContain("href=\"/console/rules");
        assertThat(supervisor.get(why()).body())
                .as("who may see the version finds it linked")
                .contains("href=\"/console/rules/bbbbbbbbbbbb\"");
    }

    @Test
    void aMessageFromBeforeThereWereVersionsHasNoMore() throws Exception {
        assertThat(agent.get(why()).body()).contains("No more is on record");
        assertThat(agent.get(why(), "HX-Request", "true").body()).contains("No more is on record");
    }

    @Test
    void isAskedOfTheConversationsOwnMessagesOnlyAndOnTheRecord() throws Exception {
        var other = town.waiting("sms", "+15550166", Town.ROADS, "A pothole");
        town.trials.recorded.put(message(), explanation());

        assertThat(agent.get(why().replace(
                                        conversation.id().toString(), other.id().toString()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(agent.get(why().replace(message(), "no-message")).statusCode())
                .isEqualTo(404);
        assertThat(ops.get(why()).statusCode()).isEqualTo(403);
        assertThat(town.trials.asked).isEmpty();

        agent.get(why());
        assertThat(viewings()).as("the other conversation, and this one").isEqualTo(2);
    }

    private String why() {
        return "/console/conversations/" + conversation.id() + "/messages/" + message() + "/why";
    }

    private String message() {
        return town.memory
                .transcript(conversation.id())
                .orElseThrow()
                .messages()
                .getFirst()
                .message()
                .id()
                .toString();
    }

    private Explanation explanation() {
        return new Explanation(
                "queue:waste",
                "missed pick-up",
                Optional.of(active),
                "The words name a missed pick-up.",
                "A person looks at this, because you wrote that your trash was not picked up.",
                List.of(new Explanation.Step("missed pick-up", "says: missed", "missed, pickup", true)),
                List.of(new Explanation.Candidate("trash-day", 0.64)),
                List.of(),
                Optional.of(Duration.ofNanos(3_100_000)));
    }
}
