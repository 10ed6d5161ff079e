package io.glassline.desk;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Snooze;
import io.glassline.conversation.Stage;
import io.glassline.desk.Desk.Outcome;
import io.glassline.store.ConversationStore;
import io.glassline.turn.City;
import io.glassline.turn.PhoneLines.PhoneLine;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskTest {

    private static final Agent KIM = new Agent("kim", "Kim", Set.of(Agent.Role.AGENT));
    private static final Agent LEE = new Agent("lee", "Lee", Set.of(Agent.Role.AGENT));

    private static final Lane BEN = Samples.lane("city-sms");

    private final City city = new City();
    private Optional<Board.Transcript> transcript = Optional.empty();
    private Optional<PhoneLine> line = Optional.empty();
    private int lostCommits;
    private final Desk desk = new Desk(
            (ConversationStore) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ConversationStore.class}, this::store),
            city.sessions,
            new EmptyBoard(),
            city.channels,
            city.ports.ledger(),
            new Phrases() {
                @Override
                public Optional<String> taken(Agent agent, Locale language) {
                    return Optional.of("You write with " + agent.name() + " now.");
                }

                @Override
                public Optional<String> closed(Locale language) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> linkCode(String code, Locale language) {
                    return Optional.of("Your code is " + code + ".");
                }

                @Override
                public Optional<String> linkHalf(String digits, Locale language) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> receipt(String link, Locale language) {
                    return Optional.of("Your receipt: " + link);
                }

                @Override
                public Optional<String> receiptAtEnd(String link, Locale language) {
                    return Optional.of("Receipt: " + link);
                }
            },
            Samples.receiptLinks(),
            () -> Set.of(new QueueId("general"), new QueueId("waste")),
            id -> Stream.of(KIM, LEE)
                    .filter(agent -> agent.id().equalsIgnoreCase(id))
                    .findFirst(),
            Samples.AUDIT,
            city.record.entries::add,
            city.clock,
            city::id);

    @BeforeEach
    void anaAsksForAPerson() {
        city.writes(ANA, "person");
        city.turns.run(ANA);
    }

    @Test
    void theFirstToTakeHasItAndTheSecondIsToldWhoHasIt() {
        assertThat(desk.take(id(), KIM)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.take(id(), KIM)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.take(id(), LEE)).isEqualTo(new Outcome.Gone("This conversation was just taken by kim."));

        assertThat(city.said()).containsExactly("citizen: person", "system: You write with Kim now.");
    }

    @Test
    void aReplyGoesOutAndOntoTheRecord() {
        desk.take(id(), KIM);
        desk.reply(id(), "  Good morning. ", KIM);

        assertThat(city.said()).endsWith("agent: Good morning.");
        assertThat(city.record.outbox.values().stream()
                        .map(sending -> sending.send.message().text()))
                .contains("Good morning.");
        assertThat(city.record.entries().stream().map(entry -> entry.kind()))
                .contains("desk.taken", "desk.replied", "message.written");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithWhatWould() {
        assertThat(desk.reply(id(), "Hello", KIM)).isEqualTo(new Outcome.Refused("Take the conversation first."));
        desk.take(id(), KIM);
        assertThat(desk.reply(id(), "Hello", LEE)).isEqualTo(new Outcome.Gone("This conversation is with kim."));
        assertThat(desk.reply(id(), " ", KIM))
                .isEqualTo(new Outcome.Refused("Write something first: the reply is empty."));
        assertThat(desk.reply(id(), "x".repeat(4_001), KIM))
                .isEqualTo(new Outcome.Refused("The reply has 4001 characters; at most 4000."));
        assertThat(desk.transfer(id(), new QueueId("nowhere"), "", KIM))
                .isEqualTo(new Outcome.Refused("There is no queue named nowhere."));
        assertThat(desk.take(new Conversation.Id(city.id()), KIM)).isEqualTo(new Outcome.NoSuchConversation());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the citizen wants no more | at this pace | and the agent is told
              all                       | LIVE         | This citizen has said that they want no more messages here. Nothing was sent. They may write
              all                       | BULK         | This citizen has said that they want no more messages here. Nothing was sent. They may write
              bulk                      | LIVE         |
              bulk                      | BULK         | This citizen has said that they want no more messages in bulk here. Nothing was sent. What they ask
            """)
    void whatWouldNotBeSentIsRefusedBeforeItIsWritten(String programme, Pace pace, String told) {
        desk.take(id(), KIM);
        optsOut(programme);
        var said = city.said();

        var outcome = desk.reply(id(), "Good morning.", pace, KIM);

        if (told == null) {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(city.said()).endsWith("agent: Good morning.");
        } else {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.because()).startsWith(told));
            assertThat(city.said()).isEqualTo(said);
        }
    }

    /// What is said by the way would become a dead letter each time.
    @Test
    void whoOptedOutIsNotToldThatAPersonHasTheirMatter() {
        optsOut(ConsentChange.ALL);

        desk.take(id(), KIM);

        assertThat(city.said()).containsExactly("citizen: person");
    }

    private void optsOut(String programme) {
        city.ports
                .ledger()
                .write(new ConsentChange(
                        ANA, programme, Standing.OPTED_OUT, ConsentChange.KEYWORD, "STOP", Samples.NOW));
    }

    @Test
    void afterClosingTheCitizensNextWordsOpenANewConversation() {
        var first = id();
        desk.take(first, KIM);
        desk.close(first, "resolved", KIM);

        city.writes(ANA, "hello again");
        city.turns.run(ANA);

        assertThat(id()).isNotEqualTo(first);
        assertThat(city.said()).endsWith("citizen: hello again", "bot: hello again!");
    }

    @Test
    void anAgentSendsTheReceiptOfWhatTheyHave() {
        assertThat(desk.sendReceipt(id(), KIM)).isEqualTo(new Outcome.Refused("Take the conversation first."));
        desk.take(id(), KIM);
        assertThat(desk.sendReceipt(id(), KIM)).isInstanceOf(Outcome.Done.class);

        assertThat(city.said().getLast()).startsWith("agent: Your receipt: https://city.example/receipt/");
        assertThat(city.record.receipts).hasSize(1);
        assertThat(city.record.receipts.getFirst().conversation()).isEqualTo(id());
        assertThat(city.record.entries().stream().map(entry -> entry.kind()))
                .contains("desk.replied")
                .endsWith("receipt.given");
    }

    @Test
    void theReceiptIsSaidAtTheEndOnlyWhereTheAccountWantsIt() {
        var wanted = new Lane("slow-sms", ANA.citizen());
        city.writes(wanted, "person");
        city.turns.run(wanted);
        for (var lane : List.of(ANA, wanted)) {
            var id = city.conversation(lane).id();
            desk.take(id, KIM);
            desk.close(id, "resolved", KIM);
        }

        assertThat(city.record.receipts).extracting(link -> link.lane()).containsExactly(wanted);
        assertThat(city.said().getLast()).startsWith("system: Receipt: https://city.example/receipt/");
    }

    @Test
    void whatIsPutBackOrTransferredWaitsAgain() {
        desk.take(id(), KIM);
        desk.putBack(id(), "", KIM);
        assertThat(city.conversation(ANA).stage().state()).isEqualTo("waiting");
        desk.take(id(), LEE);
        desk.transfer(id(), new QueueId("waste"), "", LEE);
        assertThat(city.conversation(ANA).stage().state()).isEqualTo("waiting");
    }

    /// Whatever agents do with an emergency, and in whatever order, it stays one and keeps its place.
    @RepeatedTest(50)
    void noHandOverTakesAnythingFromTheCitizensPlace(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        desk.rank(id(), Stage.Priority.EMERGENCY, "", KIM);
        var before = ((Stage.Waiting) city.conversation(ANA).stage()).rank();
        for (var step = 0; step < 20; step++) {
            city.clock.advance(Duration.ofSeconds(chance.nextInt(600)));
            var agent = chance.nextBoolean() ? KIM : LEE;
            switch (chance.nextInt(4)) {
                case 0 -> desk.take(id(), agent);
                case 1 -> desk.putBack(id(), "", agent);
                case 2 -> desk.transfer(id(), new QueueId(chance.nextBoolean() ? "waste" : "general"), "", agent);
                default -> desk.reply(id(), "I am on it.", agent);
            }
            var rank = switch (city.conversation(ANA).stage()) {
                case Stage.Waiting waiting -> waiting.rank();
                case Stage.WithAgent held -> held.rank();
                case Stage.WithBot _, Stage.Closed _ -> throw new AssertionError("nobody did that");
            };
            assertThat(rank).as("after step " + step).isEqualTo(before);
        }
    }

    @Test
    void onlyAPersonLowersAnEmergencyAndSaysWhy() {
        desk.rank(id(), Stage.Priority.EMERGENCY, "", KIM);

        assertThat(desk.rank(id(), Stage.Priority.NORMAL, " ", KIM))
                .isEqualTo(new Outcome.Refused("Say why this is no emergency. The reason is kept on the record."));
        assertThat(desk.rank(id(), Stage.Priority.NORMAL, "A drill, says the school.", KIM))
                .isInstanceOf(Outcome.Done.class);

        assertThat(((Stage.Waiting) city.conversation(ANA).stage()).priority()).isEqualTo(Stage.Priority.NORMAL);
        assertThat(city.record.entries().stream().map(entry -> entry.kind())).contains("desk.ranked");
        desk.take(id(), KIM);
        assertThat(desk.rank(id(), Stage.Priority.URGENT, "", LEE))
                .isEqualTo(new Outcome.Gone("This conversation is with kim."));
    }

    @Test
    void whatWasTakenFromTheBotIsGivenBackToIt() {
        city.writes(BEN, "hello");
        city.turns.run(BEN);
        var withBot = city.conversation(BEN).id();
        desk.take(withBot, KIM);

        assertThat(desk.putBack(withBot, "", KIM)).isInstanceOf(Outcome.Done.class);
        assertThat(city.conversation(BEN).stage()).isEqualTo(new Stage.WithBot());
    }

    @Test
    void whatTheBotHasIsTakenBeforeItIsAnswered() {
        city.writes(BEN, "hello");
        city.turns.run(BEN);
        var withBot = city.conversation(BEN).id();

        assertThat(desk.reply(withBot, "Hello", KIM)).isEqualTo(new Outcome.Refused("Take the conversation first."));
        assertThat(desk.take(withBot, KIM)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.reply(withBot, "Hello", KIM)).isInstanceOf(Outcome.Done.class);
    }

    /// Redis is told of each step, so that the citizen's next turn needs not ask the record.
    @Test
    void eachStepReachesTheSessions() {
        assertKept(desk.take(id(), KIM));
        assertKept(desk.reply(id(), "Good morning", KIM));
        assertKept(desk.transfer(id(), new QueueId("waste"), "", KIM));
        desk.take(id(), KIM);
        assertKept(desk.putBack(id(), "", KIM));
    }

    private void assertKept(Outcome outcome) {
        var claim = city.sessions.claim(ANA, Duration.ofSeconds(10)).orElseThrow();
        city.sessions.release(claim, Optional.empty());
        assertThat(claim.session()).contains(((Outcome.Done) outcome).conversation());
        assertThat(claim.session().orElseThrow().version())
                .isEqualTo(city.conversation(ANA).version());
    }

    @Test
    void whoReadsATranscriptIsOnTheRecord() {
        assertThat(desk.open(id(), KIM)).isEmpty();
        var entries = city.record.entries().size();
        transcript = Optional.of(new Board.Transcript(city.conversation(ANA), List.of(), List.of()));

        assertThat(desk.open(id(), KIM)).isEqualTo(transcript);

        assertThat(city.record.entries()).hasSize(entries + 1);
        assertThat(city.record.entries().getLast().conversation()).contains(id());
    }

    @Test
    void theLongestReplyIsSent() {
        desk.take(id(), KIM);
        assertThat(desk.reply(id(), "x".repeat(4_000), KIM)).isInstanceOf(Outcome.Done.class);
    }

    /// One reason, at once: nothing is kept for later and then forgotten, in bulk neither.
    @Test
    void moreRepliesThanTheBudgetAllowsAreRefusedUntilTheHourIsOver() {
        desk.take(id(), KIM);
        for (var n = 0; n < 60; n++) {
            assertThat(desk.reply(id(), "Bulletin " + n, Pace.BULK, KIM)).isInstanceOf(Outcome.Done.class);
        }
        city.clock.advance(Duration.ofMinutes(20));

        var refused = new Outcome.Refused("This citizen was sent 60 replies within the hour, and no more may be sent on"
                + " this account. Nothing was sent. Send it in 40 min.");
        assertThat(desk.reply(id(), "Hello", KIM)).isEqualTo(refused);
        assertThat(desk.reply(id(), "Bulletin 60", Pace.BULK, KIM)).isEqualTo(refused);
        city.clock.advance(Duration.ofMinutes(40));
        assertThat(desk.reply(id(), "Hello", KIM)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsClosedIsGone() {
        var first = id();
        desk.take(first, KIM);
        desk.close(first, "resolved", KIM);

        var ended = new Outcome.Gone(
                "This conversation has ended, and nothing was sent. What the citizen writes next opens a new one.");
        assertThat(desk.take(first, LEE)).isEqualTo(ended);
        assertThat(desk.reply(first, "Hello", KIM)).isEqualTo(ended);

        city.writes(ANA, "hello again");
        city.turns.run(ANA);

        assertThat(desk.reply(first, "Hello", Pace.BULK, KIM))
                .isEqualTo(new Outcome.Gone("This conversation has ended, and nothing was sent. The citizen goes on in"
                        + " conversation " + id() + "."));
    }

    /// A conversation that the citizen's own turns keep changing is tried five times.
    @Test
    void whoIsOutrunFiveTimesIsToldToTryAgain() {
        var before = city.conversation(ANA);
        lostCommits = 4;
        assertThat(desk.take(id(), KIM)).isInstanceOf(Outcome.Done.class);
        desk.putBack(id(), "", KIM);

        lostCommits = 5;
        assertThat(desk.take(id(), KIM)).isEqualTo(new Outcome.Gone("The conversation keeps changing. Try again."));
        assertThat(lostCommits).isZero();
        assertThat(city.conversation(ANA).version()).isEqualTo(before.version() + 2);
    }

    @Test
    void aNoteIsForColleaguesAndNeverSent() {
        var said = city.said();
        var sends = city.record.outbox.size();

        assertThat(desk.note(id(), " He is hard of hearing. @Lee, could you call? ", KIM))
                .isInstanceOf(Outcome.Done.class);

        assertThat(city.record.notes).singleElement().satisfies(noted -> {
            assertThat(noted.note().text()).isEqualTo("He is hard of hearing. @Lee, could you call?");
            assertThat(noted.note().mentioned()).containsExactly("lee");
            assertThat(noted.note().behind()).isEqualTo(1);
        });
        assertThat(city.said()).isEqualTo(said);
        assertThat(city.record.outbox).hasSize(sends);
        assertThat(city.record.entries().getLast().kind()).isEqualTo("desk.noted");
        assertThat(city.conversation(ANA).stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void aNoteThatNobodyWouldSeeIsRefused() {
        assertThat(desk.note(id(), "  ", KIM))
                .isEqualTo(new Outcome.Refused("Write something first: the note is empty."));
        assertThat(desk.note(id(), "@lea please", KIM))
                .isEqualTo(new Outcome.Refused("Nobody at the desk is called @lea, so nobody would see that."
                        + " Write @ and a colleague’s sign-in name."));
        assertThat(desk.note(id(), "x".repeat(4_001), KIM))
                .isEqualTo(new Outcome.Refused("The note has 4001 characters; at most 4000."));
        assertThat(city.record.notes).isEmpty();
    }

    @Test
    void whoHandsOnLeavesANoteInTheSameAct() {
        desk.take(id(), KIM);
        desk.transfer(id(), new QueueId("waste"), "The bin is at the back.", KIM);
        desk.take(id(), LEE);
        desk.putBack(id(), "@kim knows the house.", LEE);

        assertThat(city.record.notes)
                .extracting(noted -> noted.note().text())
                .containsExactly("The bin is at the back.", "@kim knows the house.");
        assertThat(desk.putBack(id(), "once more", LEE)).isEqualTo(new Outcome.Refused("Take the conversation first."));
        assertThat(city.record.notes).hasSize(2);
    }

    @Test
    void aColleagueGetsItAtItsRankWithTheNote() {
        desk.take(id(), KIM);
        var rank = ((Stage.WithAgent) city.conversation(ANA).stage()).rank();

        assertThat(desk.assign(id(), "lee", "You know the street.", KIM)).isInstanceOf(Outcome.Done.class);

        assertThat(city.conversation(ANA).stage())
                .isEqualTo(new Stage.WithAgent(new QueueId("general"), "lee", city.clock.instant(), rank));
        assertThat(city.record.notes.getLast().note().mentioned()).containsExactly("lee");
        assertThat(city.said()).endsWith("system: You write with Lee now.");
        assertThat(desk.assign(id(), "lee", "", LEE))
                .isEqualTo(new Outcome.Refused("The conversation is with Lee already."));
        assertThat(desk.assign(id(), "ana", "", LEE))
                .isEqualTo(new Outcome.Refused("Nobody at the desk is called ana."));
        assertThat(desk.assign(id(), "kim", "", KIM)).isEqualTo(new Outcome.Gone("This conversation is with lee."));
        assertThat(desk.assign(id(), "kim", "", new Agent("ruth", "Ruth", Set.of(Agent.Role.SUPERVISOR))))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatWaitsMayBeGivenToAColleagueAtOnce() {
        assertThat(desk.assign(id(), "lee", "", KIM)).isInstanceOf(Outcome.Done.class);
        assertThat(city.conversation(ANA).stage())
                .isInstanceOfSatisfying(
                        Stage.WithAgent.class,
                        stage -> assertThat(stage.agentId()).isEqualTo("lee"));
    }

    @Test
    void whatIsPutOffStaysWithItsAgent() {
        var later = city.clock.instant().plus(Duration.ofHours(2));
        assertThat(desk.snooze(id(), later, KIM)).isEqualTo(new Outcome.Refused("Take the conversation first."));
        desk.take(id(), KIM);
        var stage = city.conversation(ANA).stage();

        assertThat(desk.snooze(id(), later, KIM)).isInstanceOf(Outcome.Done.class);

        assertThat(city.conversation(ANA).stage()).isEqualTo(stage);
        assertThat(city.record.snoozes.get(id())).isEqualTo(new Snooze("kim", later, 2, city.clock.instant()));
        desk.wake(id(), KIM);
        assertThat(city.record.snoozes.get(id()).until()).isEqualTo(city.clock.instant());
        assertThat(desk.snooze(id(), city.clock.instant(), KIM))
                .isEqualTo(new Outcome.Refused("Choose a time that is still to come."));
        assertThat(desk.snooze(id(), later.plus(Duration.ofDays(30)), KIM))
                .isEqualTo(new Outcome.Refused("A conversation is put off for at most 30 days."));
    }

    @Test
    void anEmergencyIsNotPutOff() {
        desk.rank(id(), Stage.Priority.EMERGENCY, "smell of gas", KIM);
        desk.take(id(), KIM);
        assertThat(desk.snooze(id(), city.clock.instant().plusSeconds(60), KIM))
                .isEqualTo(new Outcome.Refused("This is an emergency, and cannot be put off. Answer it,"
                        + " hand it on, or say first why it is none."));
        assertThat(city.record.snoozes).isEmpty();
    }

    @Test
    void whatHasEndedIsTakenUpAgainWhereAReplyWouldArrive() {
        var first = id();
        assertThat(desk.reopen(first, KIM)).isEqualTo(new Outcome.Gone("This conversation has not ended."));
        desk.take(first, KIM);
        desk.close(first, "resolved", KIM);

        assertThat(desk.reopen(first, LEE)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.reply(first, "One thing more.", LEE)).isInstanceOf(Outcome.Done.class);
        city.writes(ANA, "thank you");
        city.turns.run(ANA);
        assertThat(id()).isEqualTo(first);

        desk.take(first, LEE); // the bot here answers whoever has it
        assertThat(desk.close(first, "resolved", LEE)).isInstanceOf(Outcome.Done.class);
        city.writes(ANA, "hello again");
        city.turns.run(ANA);
        assertThat(id()).isNotEqualTo(first);
        assertThat(desk.reopen(first, KIM))
                .isEqualTo(new Outcome.Refused("The citizen goes on in conversation " + id() + ". Answer there."));
    }

    @Test
    void whoOptedOutIsNotTakenUpAgain() {
        var ended = id();
        desk.take(ended, KIM);
        desk.close(ended, "resolved", KIM);
        optsOut(ConsentChange.ALL);
        assertThat(desk.reopen(ended, KIM)).isInstanceOf(Outcome.Refused.class);
    }

    private Conversation.Id id() {
        return city.conversation(ANA).id();
    }

    /// The city's store, which refuses so many commits first.
    private Object store(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
        if (method.getName().equals("commit") && lostCommits > 0) {
            lostCommits--;
            return false;
        }
        return method.invoke(city.ports.store(), arguments);
    }

    /// A call that is over: the agent is told before, and no greeting of the gateway's is left unheard.
    @Test
    void whoHasHungUpIsSaidNothing() {
        line = Optional.of(new PhoneLine(city.clock.instant(), Optional.of(city.clock.instant())));
        assertThat(desk.take(id(), KIM)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.reply(id(), "Good morning.", KIM))
                .isEqualTo(
                        new Outcome.Refused("Nobody is on the line any more, so this cannot be said. Call the citizen "
                                + "back, then close the conversation."));
        assertThat(city.said()).containsExactly("citizen: person");

        line = Optional.of(new PhoneLine(city.clock.instant(), Optional.empty()));
        assertThat(desk.reply(id(), "Good morning.", KIM)).isInstanceOf(Outcome.Done.class);
    }

    private final class EmptyBoard implements Board {

        @Override
        public Optional<PhoneLine> phoneLine(Lane lane) {
            return line;
        }

        @Override
        public List<QueueLine> queues() {
            return List.of();
        }

        @Override
        public List<ConversationLine> overBudget(int countMax) {
            return List.of();
        }

        @Override
        public Listing conversations(Filter filter, Optional<String> cursor, int countMax) {
            return new Listing(List.of(), Optional.empty());
        }

        @Override
        public Optional<Transcript> transcript(Conversation.Id id) {
            return transcript;
        }

        @Override
        public List<AuditLine> audit(long after, int countMax) {
            return List.of();
        }

        @Override
        public long auditSize() {
            return 0;
        }

        @Override
        public Activity activity(Instant since) {
            throw new UnsupportedOperationException("no figures here");
        }
    }
}
