package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.glassline.audit.Actor;
import io.glassline.audit.DeskEvent;
import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.message.Message;
import io.glassline.rating.Ended;
import io.glassline.rating.Ended.Obstacle;
import io.glassline.rating.Rating;
import io.glassline.rating.RatingStep;
import io.glassline.rating.Ratings.Count;
import io.glassline.routing.RoutingDecision;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What ended, whom to ask, and what they answered, in the real tables.
class PgRatingsTest {

    private static final Instant NOW = Samples.NOW;
    private static final Duration HOUR = Duration.ofHours(1);

    private Database database;
    private PgInboundLog inbound;
    private Ports ports;
    private PgRatings ratings;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        inbound = TestServers.inboundLog(database);
        ports = TestServers.ports(database, inbound);
        ratings = new PgRatings(database);
    }

    @AfterEach
    void close() {
        inbound.close();
        database.close();
    }

    @Test
    void tellsWhatEndedWithAllThatDecidesWhetherToAsk() {
        var answered = closed(talked(Samples.lane(), Samples.decision(), Set.of()), "quiet");
        var emergency = closed(
                talked(
                        Samples.lane(),
                        new RoutingDecision.ToQueue(
                                new QueueId("emergency"),
                                Stage.Priority.URGENT,
                                Samples.decision().because()),
                        Set.of()),
                "resolved");
        var machine = closed(talked(Samples.lane(), Samples.decision(), Set.of(Mark.AUTOMATIC)), "quiet");
        var ranked = talked(Samples.lane(), Samples.decision(), Set.of());
        rankedAsEmergency(ranked);
        closed(ranked, "resolved");
        talked(Samples.lane(), Samples.decision(), Set.of());
        closed(talked(Samples.lane(Samples.EMAIL), Samples.decision(), Set.of()), "quiet");

        assertThat(ended())
                .extracting(
                        one -> one.conversation().id(),
                        Ended::about,
                        Ended::isAnswered,
                        Ended::isEmergency,
                        Ended::isMachines)
                .containsExactlyInAnyOrder(
                        tuple(answered.id(), "bot:waste/collection", true, false, false),
                        tuple(emergency.id(), "queue:emergency", true, true, false),
                        tuple(machine.id(), "bot:waste/collection", true, false, true),
                        tuple(ranked.id(), "bot:waste/collection", true, true, false));
        assertThat(ended()).allSatisfy(one -> assertThat(one.wroteAt()).contains(NOW));
        assertThat(ratings.ended(List.of("sms"), NOW.minus(HOUR), NOW, 10))
                .as("ended before")
                .isEmpty();
    }

    @Test
    void whoIsAskedOrPassedOverIsNotLookedAtAgain() {
        var one = closed(talked(Samples.lane(), Samples.decision(), Set.of()), "quiet");
        var other = closed(talked(Samples.lane(), Samples.decision(), Set.of()), "quiet");
        ask(one);
        ratings.passOver(other, Obstacle.MACHINE, NOW);
        ratings.passOver(other, Obstacle.EMERGENCY, NOW);
        assertThat(ended()).isEmpty();
        assertThat(ratings.summary(NOW.minus(HOUR)).passedOver()).containsOnly(Map.entry("machine", 1L));
    }

    @Test
    void anAddressAndItsAliasesAreAskedOnce() {
        var lane = Samples.lane();
        var also = new Lane(lane.accountId(), Samples.lane().citizen());
        var ledger = new PgConsentLedger(database, Samples.AUDIT);
        ledger.join(also, lane.citizen(), Joint.CHANGED);
        ledger.close();
        ask(closed(talked(lane, Samples.decision(), Set.of()), "quiet"));

        assertThat(ratings.isAskedSince(List.of(lane), NOW)).isTrue();
        assertThat(ratings.isAskedSince(List.of(Samples.lane(), also), NOW)).isTrue();
        assertThat(ratings.isAskedSince(List.of(lane), NOW.plusSeconds(1))).isFalse();
        assertThat(ratings.isAskedSince(List.of(Samples.lane()), NOW)).isFalse();
    }

    @Test
    void countsWhoWasAskedAndWhatTheyAnswered() {
        give(ask(closed(talked(Samples.lane(), Samples.decision(), Set.of()), "quiet")), 5);
        give(ask(closed(talked(Samples.lane(), Samples.decision(), Set.of()), "quiet")), 2);
        ask(closed(talked(Samples.lane(), Samples.decision(), Set.of()), "quiet"));

        var summary = ratings.summary(NOW.minus(HOUR));
        assertThat(summary.all()).isEqualTo(new Count("", 3, List.of(0L, 1L, 0L, 0L, 1L)));
        assertThat(summary.byChannel()).extracting(Count::name).containsExactly("sms");
        assertThat(summary.byLanguage()).extracting(Count::name).containsExactly("en");
        assertThat(summary.byTopic()).extracting(Count::name).containsExactly("bot:waste/collection");
        assertThat(summary.all().share().share()).isEqualTo(0.5);
        assertThat(ratings.summary(NOW.plus(HOUR)).all().asked()).isZero();
    }

    @Test
    void theFirstAnswerCounts() {
        var question = ask(closed(talked(Samples.lane(), Samples.decision(), Set.of()), "quiet"));
        give(question, 5);
        give(question, 1);
        assertThat(ratings.summary(NOW.minus(HOUR)).all().points()).containsExactly(0L, 0L, 0L, 0L, 1L);
    }

    private List<Ended> ended() {
        return ratings.ended(List.of("sms"), NOW.minus(HOUR), NOW.plus(HOUR), 10);
    }

    private Conversation talked(Lane lane, RoutingDecision decision, Set<Mark> marks) {
        var message = Samples.inbound(lane, "1", "hello");
        for (var mark : marks) {
            message = message.with(mark);
        }
        ports.inbound().accept(Samples.arrival(message)).join();
        var turn = Samples.turn(Samples.conversation(lane), message, "Tuesday");
        commit(new Change(
                turn.after(),
                turn.messages(),
                turn.finished(),
                List.of(new Change.Decision(message.id(), decision, NOW)),
                turn.sends(),
                List.of(),
                turn.entries()));
        return turn.after();
    }

    private Conversation closed(Conversation before, String outcome) {
        var change = Samples.move(ports.store().find(before.id()).orElseThrow(), new Stage.Closed(NOW, outcome));
        commit(change);
        return change.after();
    }

    private void rankedAsEmergency(Conversation conversation) {
        var entry = Samples.AUDIT.of(new DeskEvent.Ranking(
                conversation,
                new QueueId("general"),
                Stage.Priority.EMERGENCY,
                "she fell",
                Actor.atConsole("ada"),
                NOW));
        var after = ports.store().find(conversation.id()).orElseThrow().nextVersion();
        commit(new Change(after, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(entry)));
    }

    private Message.Id ask(Conversation ended) {
        var question = new Message.Id(UUID.randomUUID());
        commit(Samples.said(ended, "how was it?", 1)
                .rating(new RatingStep.Asked(question, ended, "bot:waste/collection", NOW)));
        return question;
    }

    private void give(Message.Id question, int points) {
        var change = Samples.said(Samples.conversation(Samples.lane()), "thanks", 1);
        commit(change.rating(new RatingStep.Given(
                question, new Message.Id(UUID.randomUUID()), new Rating(points, Optional.of("so so")), NOW)));
    }

    private void commit(Change change) {
        assertThat(ports.store().commit(change)).isTrue();
    }
}
