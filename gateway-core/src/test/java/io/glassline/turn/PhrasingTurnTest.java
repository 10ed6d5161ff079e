package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static io.glassline.turn.City.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.phrasing.Phrasing.Outcome;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An approved answer is to be said, in a city that has a model.
class PhrasingTurnTest {

    private final City city = new City();
    private final List<String> asked = new ArrayList<>();
    private Outcome outcome = new Outcome.Phrased("Lids closed.", "m-1");
    private final Turns turns = city.turns((question, approved, _) -> {
        asked.add(question + ": " + approved.getFirst().id());
        return outcome;
    });

    @Test
    void whatTheModelPhrasedIsSaidWithItsPage() {
        hears("approved");

        assertThat(city.said()).endsWith("bot: Lids closed.\nhttps://city.example/waste");
        assertThat(asked).containsExactly("approved: trash-day");
        var because = city.record.decisions.getLast().decision().because();
        assertThat(because.words()).endsWith("A language model phrased it from that answer.");
        assertThat(because.trace())
                .endsWith(new Condition("phrasing", "whether a model phrased the answer", "trash-day by m-1", true));
        assertThat(city.conversation(ANA).session().lastSaid())
                .as("what is said again")
                .contains("Lids closed.\nhttps://city.example/waste");
    }

    @Test
    void otherwiseTheApprovedAnswerIsSaidAndTheTraceTellsWhy() {
        outcome = new Outcome.AsApproved("number");
        hears("approved");

        assertThat(city.said()).endsWith("bot: " + APPROVED.text());
        var because = city.record.decisions.getLast().decision().because();
        assertThat(because.words()).doesNotContain("model");
        assertThat(because.trace())
                .endsWith(new Condition(
                        "phrasing", "whether a model phrased the answer", "trash-day as it stands: number", false));
    }

    @Test
    void nothingElseIsPhrased() {
        hears("hello");
        hears("person");

        assertThat(asked).isEmpty();
    }

    @Test
    void whatNoMachineMayAnswerIsNotPhrased() {
        city.writes(ANA, "approved", Optional.empty(), Set.of(Mark.AUTOMATIC));
        turns.run(ANA);

        assertThat(asked).isEmpty();
    }

    @Test
    void aCityWithoutAModelSaysItAsItStands() {
        city.writes(ANA, "approved");
        city.turns.run(ANA);

        assertThat(city.said()).endsWith("bot: " + APPROVED.text());
        assertThat(city.record.decisions.getLast().decision().because().trace())
                .extracting(Condition::rule)
                .doesNotContain("phrasing");
    }

    /// A draft beside the active version is compared by what the rules decide; it asks no model.
    @Test
    void whoeverListensHearsWhatTheRouterDecided() {
        hears("approved");

        assertThat(city.committed).singleElement().satisfies(call -> {
            var decided = (Route.Decided) call.route();
            assertThat(decided.replies()).extracting(reply -> reply.text()).containsExactly(APPROVED.text());
        });
    }

    private void hears(String text) {
        city.writes(ANA, text);
        turns.run(ANA);
    }
}
