package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.store.ConversationStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When a conversation ends that nobody closes, and what the next one remembers.
class ConversationEndTest {

    private static final Lane WRITER = lane("paper-email", "email");

    private final City city = new City();
    private final List<Lane> ready = new ArrayList<>();
    private final QuietSweep sweep = sweep(city.sessions);

    /// `which` holds out one choice, and `remembers` is answered with the language and the choices that
    /// the bot still knows of.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what the citizen does                               | account    | first   | quiet, hours | conversations | then the bot knows
              who texts again the same day goes on                | city-sms   | which   | 23           | 1             | en 1 offers
              who texts two days later begins anew                | city-sms   | which   | 48           | 2             | en 0 offers
              an hour after the day is over, it is another matter | city-sms   | which   | 25           | 2             | en 0 offers
              their language is not forgotten                     | city-sms   | español | 25           | 2             | es 0 offers
              the city gives this number three days: still one    | slow-sms   | which   | 71           | 1             | en 1 offers
              the city gives this number three days: over         | slow-sms   | which   | 73           | 2             | en 0 offers
              a call of which no end was told, two hours later    | paper-voice | which   | 2            | 2             | en 0 offers
            """)
    void quietEndsAConversationWhetherItWasSweptOrNot(
            String title, String account, String first, int quietHours, int conversations, String remembered) {
        for (var swept : List.of(false, true)) {
            var lane = lane(account, account.endsWith("voice") ? "voice" : "sms");
            says(lane, first);
            city.clock.advance(Duration.ofHours(quietHours));
            if (swept) {
                sweep.step();
            }
            says(lane, "remembers");

            assertThat(conversations(lane)).as("swept: %s", swept).hasSize(conversations);
            assertThat(city.said()).last().isEqualTo("bot: " + remembered);
        }
    }

    @Test
    void theEndIsOnTheRecordWithItsReasonAndTheNextHasAnotherPseudonym() {
        says(ANA, "which");
        var first = city.conversation(ANA);
        city.clock.advance(Duration.ofDays(3));
        assertThat(sweep.step()).isEqualTo(1);
        assertThat(sweep.step()).as("it ends once").isZero();

        assertThat(city.ports.store().find(first.id()).orElseThrow().stage())
                .isEqualTo(new Stage.Closed(city.clock.instant(), "quiet"));
        assertThat(city.record.entries().getLast()).satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo("conversation.ended");
            assertThat(entry.conversation()).contains(first.id());
        });
        says(ANA, "remembers");
        assertThat(city.conversation(ANA).pseudonym()).isNotEqualTo(first.pseudonym());
        assertThat(city.conversation(ANA).messageCount()).isEqualTo(2);
    }

    @Test
    void whoeverWaitsForAPersonWaitsHoweverLongItTakes() {
        says(ANA, "person");
        city.clock.advance(Duration.ofDays(400));

        assertThat(sweep.step()).isZero();
        city.writes(ANA, "hello?");
        city.turns.run(ANA);

        assertThat(conversations(ANA)).hasSize(1);
    }

    @Test
    void anAgentsConversationIsEndedByTheAgent() {
        says(ANA, "person");
        var waiting = city.conversation(ANA);
        var taken = Samples.move(waiting, new Stage.WithAgent(new QueueId("general"), "kim", city.clock.instant()));
        city.ports.store().commit(taken);
        city.clock.advance(Duration.ofDays(400));

        assertThat(sweep.step()).isZero();
        assertThat(city.conversation(ANA).stage()).isEqualTo(taken.after().stage());
    }

    /// The provider was away for two days: the citizen has the question since an hour, and still has a
    /// day to answer it.
    @Test
    void aConversationDoesNotEndWhileItsAnswerIsUnderWay() {
        city.writes(ANA, "which");
        city.turns.run(ANA);
        city.clock.advance(Duration.ofDays(2));
        assertThat(sweep.step()).isZero();
        city.isSent();
        city.clock.advance(Duration.ofHours(1));
        assertThat(sweep.step()).isZero();

        says(ANA, "remembers");

        assertThat(city.said()).last().isEqualTo("bot: en 1 offers");
    }

    /// It lay in a node's spool, or in the backlog of one that was stopped.
    @Test
    void aMessageThatCameInTimeAndIsHandledLateGoesOn() {
        says(ANA, "which");
        city.clock.advance(Duration.ofHours(3));
        city.writes(ANA, "remembers");
        city.clock.advance(Duration.ofDays(3));

        assertThat(sweep.step()).as("a message waits for its turn").isZero();
        city.turns.run(ANA);

        assertThat(city.said()).last().isEqualTo("bot: en 1 offers");
    }

    @Test
    void aLaneThatIsHeldForASpooledMessageIsLeftAlone() {
        says(ANA, "which");
        city.clock.advance(Duration.ofDays(3));
        city.sessions.hold(List.of(ANA), "node-2", Duration.ofSeconds(10));

        assertThat(sweep.step()).isZero();
        city.clock.advance(Duration.ofSeconds(11));
        assertThat(sweep.step()).isEqualTo(1);
    }

    /// A provider brings it a week late, or reconciling finds it: it is heard now, answered, and opens
    /// nothing again that the record says has ended.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageThatWasSentBeforeTheEndAndComesAfterItBeginsAnew(boolean swept) {
        says(ANA, "which");
        var first = city.conversation(ANA).id();
        city.clock.advance(Duration.ofDays(7));
        if (swept) {
            sweep.step();
        }
        city.writes(ANA, "remembers");
        city.turns.run(ANA);

        assertThat(city.ports.store().find(first).orElseThrow().isOpen()).isFalse();
        assertThat(city.said()).last().isEqualTo("bot: en 0 offers");
    }

    @Test
    void ofTwoMessagesWithDaysBetweenThemThatWaitTogetherTheSecondBeginsAnew() {
        says(ANA, "which");
        city.clock.advance(Duration.ofHours(1));
        city.writes(ANA, "remembers");
        city.turns.run(ANA);
        city.isSent();
        city.clock.advance(Duration.ofDays(4));
        city.writes(ANA, "remembers");
        city.turns.run(ANA);

        assertThat(conversations(ANA)).hasSize(2);
        assertThat(city.said()).contains("bot: en 1 offers").last().isEqualTo("bot: en 0 offers");
    }

    @Test
    void withRedisEmptiedTheRecordDecidesTheSame() {
        says(ANA, "español");
        city.clock.advance(Duration.ofDays(2));
        city.writes(ANA, "remembers");
        city.turns(city.ports.store(), new InMemorySessions(city.clock)).run(ANA);

        assertThat(conversations(ANA)).hasSize(2);
        assertThat(city.said()).last().isEqualTo("bot: es 0 offers");
    }

    @Test
    void sweepsAndTurnsOfManyNodesAtOnceEndItOnceAndOpenOne() throws Exception {
        says(ANA, "which");
        city.clock.advance(Duration.ofDays(2));
        city.writes(ANA, "remembers");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Object>>();
            for (var node = 0; node < 8; node++) {
                var turns = city.turns(city.ports.store(), new InMemorySessions(city.clock));
                var other = sweep(new InMemorySessions(city.clock));
                work.add(() -> turns.run(ANA));
                work.add(other::step);
            }
            threads.invokeAll(work);
        }
        city.turns.run(ANA);

        assertThat(conversations(ANA)).hasSize(2);
        assertThat(city.record.entries().stream().filter(entry -> entry.kind().equals("conversation.ended")))
                .hasSize(1);
        assertThat(city.said().stream().filter(said -> said.equals("citizen: remembers")))
                .hasSize(1);
        assertThat(city.said()).last().isEqualTo("bot: en 0 offers");
    }

    @Test
    void aTurnThatWantedTheLaneMeanwhileIsRunAfterTheSweep() {
        says(ANA, "which");
        city.clock.advance(Duration.ofDays(2));
        var turnsRan = new ArrayList<Turns.Ran>();
        var store = asking(() -> turnsRan.add(city.turns.run(ANA)));

        new QuietSweep(store, city.sessions, city.channels, Samples.AUDIT, city.clock, ready::add).step();

        assertThat(turnsRan).containsExactly(new Turns.Ran.Elsewhere());
        assertThat(ready).containsExactly(ANA);
    }

    @Test
    void mailLastsAsLongAsItsThread() {
        mails("which", "m1");
        city.isSent();
        city.clock.advance(Duration.ofDays(200));
        assertThat(sweep.step()).isZero();

        mails("remembers", "m2", "m1");
        assertThat(city.said()).last().isEqualTo("bot: en 1 offers");
        mails("remembers", "m3");
        assertThat(city.said()).as("a thread of its own").last().isEqualTo("bot: en 0 offers");
    }

    @Test
    void manyAreEndedAStepAtATime() {
        for (var i = 0; i <= QuietSweep.CONVERSATIONS_MAX; i++) {
            says(lane("city-sms", "sms"), "hello");
        }
        city.clock.advance(Duration.ofDays(2));

        assertThat(sweep.step()).isEqualTo(QuietSweep.CONVERSATIONS_MAX);
        assertThat(sweep.step()).isEqualTo(1);
    }

    /// The record, which does something of ours whenever it is asked what is unfinished.
    private ConversationStore asking(Runnable whenAsked) {
        return (ConversationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConversationStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("unfinished")) {
                        whenAsked.run();
                    }
                    return method.invoke(city.ports.store(), arguments);
                });
    }

    private void says(Lane lane, String words) {
        city.writes(lane, words);
        city.turns.run(lane);
        city.isSent();
    }

    private void mails(String words, String id, String... references) {
        var thread = new MailThread(id, List.of(references), Optional.of("a matter"), Optional.empty());
        city.writes(WRITER, words, Optional.of(thread), Set.of());
        city.turns.run(WRITER);
    }

    private List<Conversation> conversations(Lane lane) {
        return city.record.conversations.values().stream()
                .filter(conversation -> conversation.lane().equals(lane))
                .toList();
    }

    private QuietSweep sweep(Sessions sessions) {
        return new QuietSweep(city.ports.store(), sessions, city.channels, Samples.AUDIT, city.clock, ready::add);
    }

    private static Lane lane(String account, String channel) {
        var citizen = Samples.lane().citizen().value();
        return new Lane(account, new Address(new ChannelKind(channel), citizen));
    }
}
