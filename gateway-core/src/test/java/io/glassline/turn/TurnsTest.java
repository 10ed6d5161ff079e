package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptToken;
import io.glassline.routing.Route;
import io.glassline.turn.Turns.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    void aLinkToTheReceiptIsGivenWithTheMessageThatSaysItAndWithNoOther() {
        city.writes(ANA, "one");
        city.writes(ANA, "receipt");
        city.turns.run(ANA);

        var link = city.said().getLast().replace("bot: https://city.example/receipt/", "");
        assertThat(city.record.receipts)
                .containsExactly(ReceiptLink.of(
                        ReceiptToken.parse(link).orElseThrow(), city.conversation(ANA), city.clock.instant()));
        assertThat(city.record.entries().stream().map(entry -> entry.kind()))
                .endsWith("message.written", "receipt.given")
                .containsOnlyOnce("receipt.given");
        assertThat(city.record.entries().stream()
                        .map(entry -> new String(
                                entry.opening().orElseThrow().sealed().orElseThrow(), UTF_8)))
                .as("the record has what was said under a commitment, and never the link")
                .noneMatch(part -> part.contains(link));
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
    void itIsToldWhatTheRouterWasAskedOnceItIsCommitted() {
        city.writes(ANA, "permit");
        city.writes(ANA, "two");
        city.turns.run(ANA);

        assertThat(city.committed)
                .extracting(call -> call.inbound().content().words())
                .containsExactly("permit", "two");
        var first = city.committed.getFirst();
        assertThat(first.conversation().messageCount()).isEqualTo(1);
        assertThat(first.situation().lookups()).hasSize(1);
        assertThat(first.route()).isInstanceOf(Route.Decided.class);
        assertThat(first.rulesVersion()).isEqualTo(city.router.rulesVersion());
    }

    @Test
    void whatIsNotCommittedIsToldNobody() {
        city.writes(ANA, "crash");
        for (var failure = 0; failure <= Turns.FAILURES_MAX; failure++) {
            city.turns.run(ANA);
            city.clock.advance(Duration.ofMinutes(2));
        }

        assertThat(city.conversation(ANA).stage()).isInstanceOf(Stage.Waiting.class);
        assertThat(city.committed).isEmpty();
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
    void aTurnThatFailsIsTriedAgainLaterEachTime() {
        city.writes(ANA, "crash");

        var waits = new ArrayList<Duration>();
        for (var failure = 1; failure <= Turns.FAILURES_MAX; failure++) {
            var ran = (Ran.Failed) city.turns.run(ANA);
            assertThat(ran.because()).isEqualTo("IllegalStateException: the bot crashed");
            waits.add(Duration.between(city.clock.instant(), ran.retryAt()));
        }

        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void aDecisionMayAskEightTimesAndNoMore() {
        city.writes(ANA, "ask 8");
        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(1));
        assertThat(city.said()).endsWith("bot: asked 8");

        city.writes(ANA, "ask 9");
        assertThat(city.turns.run(ANA))
                .isInstanceOfSatisfying(
                        Ran.Failed.class,
                        failed -> assertThat(failed.because()).endsWith("a decision asked for more than 8 look-ups"));
    }

    @Test
    void aMachinesMailIsKeptAndNeverAnswered() {
        city.writes(ANA, "I am out of office", Optional.empty(), Set.of(Mark.AUTOMATIC));

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(1));

        assertThat(city.said()).containsExactly("citizen: I am out of office");
        assertThat(city.record.outbox).isEmpty();
        assertThat(city.record.decisions).hasSize(1);
        assertThat(city.conversation(ANA).messageCount()).isEqualTo(1);
    }

    @Test
    void otherMarksTakeNoAnswerAway() {
        city.writes(ANA, "hello", Optional.empty(), Set.of(Mark.SENDER_UNPROVEN));
        city.turns.run(ANA);

        assertThat(city.said()).containsExactly("citizen: hello", "bot: hello!");
    }

    @Test
    void anOptOutIsWrittenAndPutOnTheRecordWithItsTurn() {
        city.writes(ANA, "stop");
        city.turns.run(ANA);

        assertThat(city.record.consents)
                .extracting(ConsentChange::standing)
                .containsExactly(ConsentChange.Standing.OPTED_OUT);
        assertThat(city.record.entries().stream().map(entry -> entry.kind()))
                .containsExactly("message.received", "message.decided", "message.written", "consent.changed");
    }

    @Test
    void aSendSaysWhetherAMachineWroteIt() {
        city.writes(ANA, "hello");
        city.turns.run(ANA);
        var conversation = city.conversation(ANA);
        var byAnAgent = new Message(
                new Message.Id(city.id()),
                3,
                new Author.Agent("kim"),
                new Content.Text("Good morning"),
                List.of(),
                Optional.empty(),
                city.clock.instant());

        assertThat(city.record.outbox.values())
                .allMatch(sending -> sending.send.message().automatic());
        assertThat(Turns.send(city.channels, conversation, byAnAgent, Optional.empty(), false)
                        .message()
                        .automatic())
                .isFalse();
    }

    @Test
    void aMessageWithOffersCarriesTheWordThatOpensThem() {
        city.writes(ANA, "which");
        city.writes(ANA, "hello");
        city.turns.run(ANA);

        assertThat(city.record.outbox.values())
                .extracting(sending -> sending.send.message().listButton())
                .containsExactly(Optional.of("choose in en"), Optional.empty());
    }

    /// On a channel with threads the lane's session says nothing about which conversation a mail belongs to.
    @Test
    void aMailOnAThreadOfItsOwnIsAConversationOfItsOwn() {
        city.writes(ANA, "the bins", Optional.of(thread("<1@ana>")), Set.of());
        city.writes(ANA, "the library", Optional.of(thread("<2@ana>")), Set.of());
        city.writes(ANA, "the bins again", Optional.of(thread("<3@ana>", "<1@ana>")), Set.of());

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(3));

        assertThat(city.record.conversations.values())
                .extracting(Conversation::messageCount)
                .containsExactly(4, 2);
    }

    @Test
    void moreThanOneReadHoldsAreHandledInOneRun() {
        for (var i = 0; i < 51; i++) {
            city.writes(ANA, "m" + i);
        }

        assertThat(city.turns.run(ANA)).isEqualTo(new Ran.Done(51));
    }

    private static MailThread thread(String id, String... references) {
        return new MailThread(id, List.of(references), Optional.empty(), Optional.empty());
    }
}
