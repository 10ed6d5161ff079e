package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.answer.AnswerUse;
import io.glassline.answer.AnswerUse.Count;
import io.glassline.answer.AnswerUse.Question;
import io.glassline.answer.AnswerUse.Receiver;
import io.glassline.answer.Judgements;
import io.glassline.answer.Judgements.Verdict;
import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Message;
import io.glassline.rating.Rating;
import io.glassline.rating.RatingStep;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What came of answers, in the real tables.
class PgAnswerUseTest {

    private static final Instant NOW = Samples.NOW;
    private static final Instant BEFORE = NOW.minus(Duration.ofDays(30));

    private Database database;
    private PgInboundLog inbound;
    private Ports ports;
    private AnswerUse use;
    private int number;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        inbound = TestServers.inboundLog(database);
        ports = TestServers.ports(database, inbound);
        use = new PgAnswerUse(database);
    }

    @AfterEach
    void close() {
        inbound.close();
        database.close();
    }

    @Test
    void countsWhatWasGivenAskedAgainFollowedByPeopleAndRated() {
        var first = Samples.lane();
        var talk = says(Samples.conversation(first), "when is trash day", bot("trash-day"), NOW.minusSeconds(7_000));
        talk = says(talk, "trash day??", bot("trash-day"), NOW.minusSeconds(6_000));
        says(talk, "a person", people("waste", "sure trash-day 0.9"), NOW.minusSeconds(5_000));
        var other = says(
                Samples.conversation(Samples.lane()), "trash day", bot("trash-day"), NOW.minus(Duration.ofDays(3)));
        says(other, "library", bot("library"), NOW.minus(Duration.ofDays(3)));
        rate(other, 5);

        var counts = use.counts(BEFORE);
        assertThat(counts.get("trash-day")).isEqualTo(new Count(3, 1, 2, 1, 1));
        assertThat(counts.get("library")).isEqualTo(new Count(1, 0, 0, 1, 1));
        assertThat(use.counts(NOW.minus(Duration.ofDays(1)))).containsOnlyKeys("trash-day");
        assertThat(use.counts(NOW)).isEmpty();
    }

    @Test
    void askedAgainIsOnlyWithinADay() {
        var talk =
                says(Samples.conversation(Samples.lane()), "trash", bot("trash-day"), NOW.minus(Duration.ofHours(50)));
        says(talk, "trash", bot("trash-day"), NOW.minus(Duration.ofHours(25)));
        assertThat(use.counts(BEFORE).get("trash-day")).isEqualTo(new Count(2, 0, 0, 0, 0));
    }

    @Test
    void whoGotAnAnswerStandsThereOnceTheLatestFirst() {
        var first = says(Samples.conversation(Samples.lane()), "trash", bot("trash-day"), NOW.minusSeconds(900));
        says(first, "trash", bot("trash-day"), NOW.minusSeconds(100));
        var second = says(Samples.conversation(Samples.lane()), "trash", bot("trash-day"), NOW.minusSeconds(500));
        says(Samples.conversation(Samples.lane()), "library", bot("library"), NOW.minusSeconds(50));

        assertThat(use.receivers("trash-day", BEFORE, 10))
                .extracting(Receiver::conversation)
                .containsExactly(first.id(), second.id());
        assertThat(use.receivers("trash-day", BEFORE, 10).getFirst()).satisfies(receiver -> {
            assertThat(receiver.lane()).isEqualTo(first.lane());
            assertThat(receiver.at()).isEqualTo(NOW.minusSeconds(100));
            assertThat(receiver.state()).isEqualTo("bot");
        });
        assertThat(use.receivers("trash-day", BEFORE, 1)).hasSize(1);
        assertThat(use.receivers("trash-day", NOW.minusSeconds(200), 10))
                .extracting(Receiver::conversation)
                .containsExactly(first.id());
    }

    @Test
    void whoWasErasedIsListedNowhereAlsoIfItHadEndedBefore() {
        var talk = says(Samples.conversation(Samples.lane()), "trash", bot("trash-day"), NOW.minusSeconds(90));
        talk = says(talk, "bees", bot("not-understood"), NOW.minusSeconds(80));
        var id = talk.id().value();
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update conversation set state = 'closed', outcome = 'resolved', address = 'erased-1' where id = ?",
                        id));

        assertThat(use.receivers("trash-day", BEFORE, 10)).isEmpty();
        assertThat(use.unanswered(BEFORE, 10)).isEmpty();
        assertThat(new PgJudgements(database, Samples.AUDIT, () -> NOW)
                        .sample(BEFORE, NOW, "seed", List.of("trash-day")))
                .isEmpty();
    }

    @Test
    void whatTheBotHadNoAnswerToIsFound() {
        var lane = Samples.lane();
        var talk = says(Samples.conversation(lane), "beekeeping permit", bot("not-understood"), NOW.minusSeconds(90));
        talk = says(talk, "bees!", people("general", "nothing 0.100"), NOW.minusSeconds(80));
        talk = says(talk, "my trash was not taken", people("waste", "sure missed-pickup 0.900"), NOW.minusSeconds(70));
        says(talk, "when is trash day", bot("trash-day"), NOW.minusSeconds(60));

        assertThat(use.unanswered(BEFORE, 10))
                .extracting(Question::words)
                .containsExactly("bees!", "beekeeping permit");
        assertThat(use.unanswered(BEFORE, 10).getFirst().lane()).isEqualTo(lane);
        assertThat(use.unanswered(BEFORE, 1)).hasSize(1);
        assertThat(use.unanswered(NOW.minusSeconds(85), 10))
                .extracting(Question::words)
                .containsExactly("bees!");
    }

    @Test
    void theSampleOfADayIsTheSameForAllAndEachIsJudgedOnce() {
        var judgements = new PgJudgements(database, Samples.AUDIT, () -> NOW);
        for (var one = 0; one < 30; one++) {
            says(Samples.conversation(Samples.lane()), "trash " + one, bot("trash-day"), NOW.minusSeconds(one + 1L));
        }
        says(Samples.conversation(Samples.lane()), "hello", bot("greeting"), NOW.minusSeconds(1));
        var answers = List.of("trash-day", "library");
        var drawn = judgements.sample(BEFORE, NOW, "2026-03-01", answers);
        assertThat(drawn).hasSize(Judgements.SAMPLE_A_DAY).allSatisfy(one -> {
            assertThat(one.answer()).isEqualTo("trash-day");
            assertThat(one.question()).startsWith("trash ");
            assertThat(one.verdict()).isEmpty();
        });
        assertThat(judgements.sample(BEFORE, NOW, "2026-03-01", answers)).isEqualTo(drawn);
        assertThat(judgements.sample(BEFORE, NOW, "2026-03-02", answers)).isNotEqualTo(drawn);
        assertThat(judgements.sample(BEFORE, BEFORE.plusSeconds(1), "2026-03-01", answers))
                .isEmpty();

        var first = drawn.getFirst().decision();
        assertThat(judgements.judge(first, Verdict.WRONG, Actor.atConsole("ada")))
                .isTrue();
        assertThat(judgements.judge(first, Verdict.RIGHT, Actor.atConsole("ben")))
                .isFalse();
        assertThat(judgements.judge(-1, Verdict.RIGHT, Actor.atConsole("ben"))).isFalse();
        assertThat(judgements
                        .sample(BEFORE, NOW, "2026-03-01", answers)
                        .getFirst()
                        .verdict())
                .contains(Verdict.WRONG);
        assertThat(judgements.counts(BEFORE)).isEqualTo(Map.of(Verdict.WRONG, 1L));
        assertThat(judgements.counts(NOW)).isEmpty();
        assertThat(database.jdbi()
                        .<Long, RuntimeException>withHandle(handle -> handle.createQuery(
                                        "select count(*) from audit_entry where kind = 'answer.judged'")
                                .mapTo(Long.class)
                                .one()))
                .isEqualTo(1L);
    }

    private static RoutingDecision bot(String with) {
        return new RoutingDecision.ToBot(with, because("sure " + with + " 0.900"));
    }

    private static RoutingDecision people(String queue, String saw) {
        return new RoutingDecision.ToQueue(new QueueId(queue), Priority.NORMAL, because(saw));
    }

    private static Because because(String saw) {
        return new Because(
                "otherwise",
                "0123456789ab",
                "It says so.",
                List.of(new Condition("knowledge", "confidence", saw, true)));
    }

    private Conversation says(Conversation before, String words, RoutingDecision decision, Instant at) {
        Lane lane = before.lane();
        var message = Samples.inbound(lane, "SM" + number++, words);
        ports.inbound().accept(Samples.arrival(message)).join();
        var turn = Samples.turn(before, message, "Here you are.");
        assertThat(ports.store()
                        .commit(new Change(
                                turn.after(),
                                turn.messages(),
                                turn.finished(),
                                List.of(new Change.Decision(message.id(), decision, at)),
                                turn.sends(),
                                List.of(),
                                turn.entries())))
                .isTrue();
        return turn.after();
    }

    private void rate(Conversation conversation, int points) {
        var question = new Message.Id(UUID.randomUUID());
        var asked = Samples.said(ports.store().find(conversation.id()).orElseThrow(), "how was it?", 1);
        assertThat(ports.store().commit(asked.rating(new RatingStep.Asked(question, conversation, "bot:library", NOW))))
                .isTrue();
        var given = Samples.said(Samples.conversation(Samples.lane()), "thanks", 1);
        assertThat(ports.store()
                        .commit(given.rating(new RatingStep.Given(
                                question,
                                new Message.Id(UUID.randomUUID()),
                                new Rating(points, Optional.empty()),
                                NOW))))
                .isTrue();
    }
}
