package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Stage;
import io.glassline.turn.Turns.Ran;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final City city = new City();

    @Test
    void answersEachMessageOnceInTheOrderTheyCame() {
        city.writes(ANA, "one");
        city.writes(ANA, "two");

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(2));
        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(0));

        assertThat(city.said()).containsExactly("citizen: one", "bot: one!", "citizen: two", "bot: two!");
        assertThat(city.conversation(ANA).messageCount()).isEqualTo(4);
        assertThat(city.conversation(ANA).version()).isEqualTo(2);
    }

    @Test
    void everyMessageAndDecisionIsAnEntry() {
        city.writes(ANA, "one");
        city.turns.run(ANA);

        assertThat(city.record.entries().stream().map(entry -> entry.kind()))
                .containsExactly("message.received", "message.decided", "message.written");
    }

    @Test
    void aMessageIsDatedWhenItCameAndItsAnswerWhenItWasWritten() {
        city.writes(ANA, "one");
        city.clock.advance(Duration.ofSeconds(7));
        city.turns.run(ANA);

        var times = city.record.messages.values().stream()
                .map(said -> said.message().at())
                .toList();
        assertThat(Duration.between(times.get(0), times.get(1))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aDecisionThatNeedsALookUpIsMadeAgainWithItsResult() {
        city.writes(ANA, "permit");
        city.turns.run(ANA);

        assertThat(city.said()).containsExactly("citizen: permit", "bot: granted");
    }

    @Test
    void twoNodesAtOnceStillAnswerOnce() throws Exception {
        for (var i = 0; i < 20; i++) {
            city.writes(ANA, "m" + i);
        }
        var nodes = List.of(city.turns, city.turns(), city.turns(), city.turns());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = nodes.stream()
                    .map(node -> (Callable<Ran>) () -> {
                        Ran ran;
                        do {
                            ran = node.run(ANA);
                        } while (ran instanceof Ran.Elsewhere);
                        return ran;
                    })
                    .toList();
            threads.invokeAll(runs);
        }

        assertThat(city.said()).hasSize(40).doesNotHaveDuplicates();
        assertThat(city.said().stream().filter(said -> said.startsWith("citizen")))
                .containsExactly(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> "citizen: m" + i)
                        .toArray(String[]::new));
    }

    @Test
    void aTurnThatKeepsFailingEndsWithAPersonAndLosesNothing() {
        city.writes(ANA, "crash");

        for (var failure = 1; failure <= Turns.FAILURES_MAX; failure++) {
            assertThat(city.turns.run(ANA)).isInstanceOf(Ran.Failed.class);
            city.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(1));

        assertThat(city.said()).containsExactly("citizen: crash");
        assertThat(city.conversation(ANA).stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void aSessionThatIsOutOfDateLosesAgainstTheRecord() {
        city.writes(ANA, "one");
        city.turns.run(ANA);
        var stale = city.conversation(ANA);
        city.writes(ANA, "two");
        city.turns.run(ANA);
        var forgetful = new City(); // its sessions hold what this one's held a turn ago
        forgetful.sessions.keep(stale);

        city.writes(ANA, "three");
        city.turns.run(ANA);

        assertThat(city.conversation(ANA).version()).isEqualTo(3);
        assertThat(city.said()).endsWith("citizen: three", "bot: three!");
    }
}
