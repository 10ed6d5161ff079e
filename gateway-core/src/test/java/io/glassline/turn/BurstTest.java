package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.MailThread;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.routing.RoutingDecision;
import io.glassline.turn.Turns.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Several messages within seconds are one question. To the parrot, what ends in dots makes no sense alone.
class BurstTest {

    private final City city = new City();

    private void seconds(int seconds) {
        city.clock.advance(Duration.ofSeconds(seconds));
    }

    private List<String> decided() {
        return city.record.decisions.stream()
                .map(decision -> decision.decision().outcome())
                .toList();
    }

    @Test
    void aMessageThatMakesNoSenseAloneWaitsAndNothingIsWritten() {
        var came = city.clock.instant();
        city.writes(ANA, "there is a...");

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Waits(0, came.plusSeconds(4)));
        assertThat(city.said()).isEmpty();
        assertThat(city.record.entries().stream().map(entry -> entry.kind())).containsExactly("message.received");
    }

    @Test
    void itIsReadTogetherWithTheNextAndAnsweredOnce() {
        city.writes(ANA, "there is a...");
        city.turns.run(ANA);
        seconds(3);
        city.writes(ANA, "hole on 5th");

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(2));
        assertThat(city.said())
                .containsExactly("citizen: there is a...", "citizen: hole on 5th", "bot: there is a... hole on 5th!");
    }

    @Test
    void theRecordKeepsThemApart() {
        city.writes(ANA, "there is a...");
        city.turns.run(ANA);
        city.writes(ANA, "hole on 5th");
        city.turns.run(ANA);

        assertThat(city.record.decisions.stream().map(decision -> decision.decision()))
                .extracting(decision -> decision.because().rule())
                .containsExactly("more words", "otherwise");
        assertThat(city.record.decisions.getFirst().decision()).isInstanceOf(RoutingDecision.Kept.class);
        assertThat(city.record.entries().stream().map(entry -> entry.kind()))
                .containsExactly(
                        "message.received",
                        "message.received",
                        "message.decided",
                        "message.decided",
                        "message.written");
        assertThat(city.conversation(ANA).messageCount()).isEqualTo(3);
        assertThat(city.conversation(ANA).version()).isEqualTo(1);
        assertThat(city.conversation(ANA).traffic().messages()).isEqualTo(2);
    }

    @Test
    void whenNothingComesItIsDecidedAsItIs() {
        city.writes(ANA, "there is a...");
        city.turns.run(ANA);
        seconds(4);

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(1));
        assertThat(city.said()).containsExactly("citizen: there is a...", "bot: there is a...?");
    }

    @Test
    void whatIsSureNeverWaits() {
        city.writes(ANA, "one");
        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(1));
    }

    @Test
    void theNextMayWaitInItsTurn() {
        var came = city.clock.instant();
        city.writes(ANA, "hi so...");
        city.turns.run(ANA);
        seconds(2);
        city.writes(ANA, "there is a...");
        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Waits(0, came.plusSeconds(6)));
        assertThat(city.said()).isEmpty();
        seconds(4);
        city.turns.run(ANA);

        assertThat(city.said())
                .containsExactly("citizen: hi so...", "citizen: there is a...", "bot: hi so... there is a...?");
    }

    @Test
    void atMostFourAreReadTogether() {
        for (var n = 1; n <= 6; n++) {
            city.writes(ANA, "m" + n + "...");
        }
        seconds(4);
        city.turns.run(ANA);

        assertThat(city.said().stream().filter(said -> said.startsWith("bot")))
                .containsExactly("bot: m1... m2... m3... m4...?", "bot: m5... m6...?");
        assertThat(decided()).containsExactly("kept", "kept", "kept", "bot:parrot", "kept", "bot:parrot");
    }

    @Test
    void messagesThatCameApartAreNotReadTogetherAfterAnOutage() {
        city.writes(ANA, "there is a...");
        seconds(5);
        city.writes(ANA, "one");
        seconds(60);

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(2));
        assertThat(city.said())
                .containsExactly("citizen: there is a...", "bot: there is a...?", "citizen: one", "bot: one!");
    }

    @Test
    void messagesThatCameTogetherAreReadTogetherAfterAnOutage() {
        city.writes(ANA, "there is a...");
        seconds(1);
        city.writes(ANA, "hole");
        seconds(3600);

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(2));
        assertThat(city.said()).last().isEqualTo("bot: there is a... hole!");
    }

    @Test
    void whatWasThereBeforeIsHandledWhileTheNextWaits() {
        city.writes(ANA, "one");
        city.writes(ANA, "there is a...");

        assertThat(city.turns.run(ANA))
                .isEqualTo(new Ran.Waits(1, city.clock.instant().plusSeconds(4)));
        assertThat(city.said()).containsExactly("citizen: one", "bot: one!");
    }

    @Test
    void mailAndCallsWaitForNothing() {
        var ben = new Lane("paper-email", new Address(new ChannelKind("email"), "ben@example.org"));
        city.writes(
                ben,
                "there is a...",
                Optional.of(new MailThread("<1@example.org>", List.of(), Optional.empty(), Optional.empty())),
                Set.of());
        assertThat(city.turns.run(ben)).isEqualTo(new Ran.Done(1));
        assertThat(city.channels.burstWait("nowhere")).isZero();
    }

    @Test
    void anAccountMayWaitForNothing() {
        var cem = new Lane("hasty-sms", ANA.citizen());
        city.writes(cem, "there is a...");
        assertThat(city.turns.run(cem)).isEqualTo(new Ran.Done(1));
    }

    @Test
    void aNodeThatDiesWhileAMessageWaitsLosesNothing() {
        city.writes(ANA, "there is a...");
        city.turns.run(ANA);
        var another = city.turns();
        seconds(1);
        city.writes(ANA, "hole");

        assertThat(another.run(ANA)).isEqualTo(new Ran.Done(2));
        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(0));
        assertThat(city.said()).hasSize(3).last().isEqualTo("bot: there is a... hole!");
    }

    @Test
    void twoNodesAtOnceReadABurstOnce() throws Exception {
        for (var n = 0; n < 10; n++) {
            city.writes(ANA, "a" + n + "...");
            city.writes(ANA, "b" + n);
            seconds(10);
        }
        var nodes = List.of(city.turns, city.turns(), city.turns());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Object>>();
            nodes.forEach(node -> work.add(() -> node.run(ANA)));
            threads.invokeAll(work);
        }
        city.turns.run(ANA);

        assertThat(city.said()).hasSize(30).doesNotHaveDuplicates();
        assertThat(city.said().stream().filter(said -> said.startsWith("bot")))
                .containsExactly(java.util.stream.IntStream.range(0, 10)
                        .mapToObj(n -> "bot: a" + n + "... b" + n + "!")
                        .toArray(String[]::new));
    }

    @Test
    void aBurstWhoseTurnFailsIsTriedAgainAndEndsWithAPerson() {
        city.writes(ANA, "there is a...");
        city.writes(ANA, "crash");

        for (var failure = 1; failure <= Turns.FAILURES_MAX; failure++) {
            assertThat(city.turns.run(ANA)).isInstanceOf(Ran.Failed.class);
            city.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(city.said()).isEmpty();
        city.turns.run(ANA);
        assertThat(city.said()).startsWith("citizen: there is a...");
    }

    @Test
    void aPictureThatFollowsIsNoReasonToWait() {
        city.writes(ANA, "there is a...");
        city.writes(
                ANA,
                new Content.Place(1, 2, Optional.empty()),
                city.clock.instant(),
                Optional.<MailThread>empty(),
                Set.of());

        city.turns.run(ANA);
        assertThat(city.said()).startsWith("citizen: there is a...", "bot: there is a...?");
    }
}
