package io.glassline.storage;

import static io.glassline.conversation.Samples.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.glassline.ManualClock;
import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Agent;
import io.glassline.desk.Agent.Role;
import io.glassline.desk.Desk;
import io.glassline.desk.Escalation;
import io.glassline.desk.Phrases;
import io.glassline.desk.QueueDesk;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.offer.Attendance;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Floor;
import io.glassline.offer.Hours;
import io.glassline.offer.OfferDesk;
import io.glassline.offer.OfferWork;
import io.glassline.offer.Offering;
import io.glassline.offer.Profile;
import io.glassline.offer.QueuePolicies;
import io.glassline.offer.QueuePolicy;
import io.glassline.offer.QueuePolicy.Assign;
import io.glassline.offer.Relaxation;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.LockedStep;
import io.glassline.storage.postgres.PgAuditWriter;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgNoteMentions;
import io.glassline.storage.postgres.PgOffers;
import io.glassline.storage.postgres.PgProfiles;
import io.glassline.storage.postgres.StaffAttendance;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSeenStaff;
import io.glassline.turn.City;
import io.glassline.turn.InMemorySessions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Offers of two nodes over one PostgreSQL and one Redis: whoever is killed or forgotten, everything
/// that waits comes to somebody, and to one.
class OffersOnTwoNodesTest {

    private static final QueueId WASTE = new QueueId("waste");
    private static final QueueId GENERAL = new QueueId("general");
    private static final Duration OFFERED_FOR = Duration.ofSeconds(30);

    private static final QueuePolicies POLICIES = new QueuePolicies(
            Map.of(
                    WASTE,
                    new QueuePolicy(
                            WASTE,
                            Hours.ALWAYS,
                            Assign.LONGEST_IDLE,
                            Optional.of(Duration.ofMinutes(10)),
                            OFFERED_FOR,
                            Map.of("waste", 2),
                            1,
                            List.of(new Relaxation(
                                    Duration.ofMinutes(5),
                                    Set.of("waste"),
                                    Map.of(),
                                    OptionalInt.empty(),
                                    Optional.empty(),
                                    Optional.of(Priority.URGENT))),
                            Optional.of(new Escalation(
                                    Duration.ofMinutes(20), Optional.of(GENERAL), Optional.of(Role.SUPERVISOR))))),
            QueuePolicies.WEIGHTS_DEFAULT);

    private final ManualClock clock = new ManualClock();
    private final City city = new City();
    private final Redis redis = Redis.open(TestServers.redisUrl());
    private final List<Node> nodes =
            TestServers.newDatabase(2).stream().map(Node::new).toList();
    private final Node one = nodes.getFirst();
    private final Node other = nodes.getLast();
    private final List<Agent> staff = new ArrayList<>();

    @BeforeEach
    void forgetsEverybody() {
        redis.client().getKeys().delete("glassline:staff-seen");
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
        redis.close();
    }

    @Test
    void eachIsTakenOnceThoughBothNodesOfferAtTheSameTime() throws Exception {
        onDuty(6, Map.of("waste", 3));
        var all =
                IntStream.range(0, 40).mapToObj(n -> waits(n, Priority.NORMAL)).toList();
        var chance = new Random(7);
        var taken = new HashSet<Conversation.Id>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 400 && taken.size() < all.size(); round++) {
                List<Future<Boolean>> steps = nodes.stream()
                        .map(node -> threads.submit(() -> node.work.step()))
                        .toList();
                for (var step : steps) {
                    step.get();
                }
                var standing = one.offers.standing();
                assertThat(standing).extracting(Floor.Offer::agentId).doesNotHaveDuplicates();
                assertThat(standing).extracting(Floor.Offer::conversation).doesNotHaveDuplicates();
                for (var offer : standing) {
                    var agent = agent(offer.agentId());
                    if (chance.nextInt(4) == 0) {
                        assertThat(other.desk.decline(offer.conversation(), agent))
                                .isTrue();
                    } else {
                        assertThat(other.desk.accept(offer.conversation(), agent))
                                .isInstanceOf(Desk.Outcome.Done.class);
                        assertThat(taken.add(offer.conversation())).isTrue();
                        assertThat(other.hand.close(offer.conversation(), "resolved", agent))
                                .isInstanceOf(Desk.Outcome.Done.class);
                    }
                }
                clock.advance(Duration.ofSeconds(20));
                staff.forEach(agent -> one.attendance.seen(agent.id(), clock.instant()));
            }
        }
        assertThat(taken).hasSize(all.size());
        assertThat(one.offers.standing()).isEmpty();
    }

    @Test
    void whatAKilledNodeOfferedIsWithdrawnOrTakenByTheOther() {
        onDuty(1, Map.of("waste", 3));
        var first = waits(1, Priority.NORMAL);
        assertThat(one.locked.getAsBoolean()).isTrue();
        assertThat(other.locked.getAsBoolean()).as("one node offers").isFalse();
        assertThat(other.offers.to("agent-0").orElseThrow().offer().conversation())
                .isEqualTo(first.id());

        one.killed();
        clock.advance(OFFERED_FOR.plusSeconds(1));
        other.attendance.seen("agent-0", clock.instant());
        waitUntilHeld();

        assertThat(other.offers.standing()).isEmpty();
        assertThat(other.attendance.of("agent-0").chosen().choice()).isEqualTo(Choice.AWAY);
        available("agent-0");
        clock.advance(Offering.ASKED_AGAIN_AFTER);
        other.attendance.seen("agent-0", clock.instant());
        assertThat(other.locked.getAsBoolean()).isTrue();
        assertThat(other.offers.standing())
                .containsExactly(
                        new Floor.Offer(first.id(), "agent-0", clock.instant().plus(OFFERED_FOR)));
    }

    /// Between taking the conversation and ending the offer: the conversation says who has it.
    @Test
    void anOfferWhoseNodeDiedAfterItWasTakenCountsAsAccepted() {
        onDuty(1, Map.of("waste", 3));
        var first = waits(1, Priority.NORMAL);
        one.work.step();
        assertThat(one.hand.take(first.id(), agent("agent-0"))).isInstanceOf(Desk.Outcome.Done.class);

        other.work.step();

        assertThat(other.offers.standing()).isEmpty();
        assertThat(other.ends()).containsExactly("ACCEPTED");
        assertThat(other.offers.loads(clock.instant()).get("agent-0").count()).isEqualTo(1);
    }

    @Test
    void nobodyIsLostWhenRedisIsEmptied() {
        onDuty(2, Map.of("waste", 3));
        var first = waits(1, Priority.NORMAL);
        one.work.step();
        assertThat(one.offers.standing()).hasSize(1);

        redis.client().getKeys().delete("glassline:staff-seen");
        one.work.step();
        assertThat(one.offers.standing())
                .as("nobody is seen, so nobody is asked")
                .isEmpty();
        assertThat(one.attendance.of("agent-0").isOn(clock.instant())).isFalse();
        assertThat(one.attendance.of("agent-0").chosen().choice())
                .as("what they chose is not forgotten")
                .isEqualTo(Choice.AVAILABLE);

        other.attendance.seen("agent-1", clock.instant());
        other.work.step();
        assertThat(other.offers.standing()).extracting(Floor.Offer::agentId).containsExactly("agent-1");
        assertThat(other.offers.standing())
                .extracting(Floor.Offer::conversation)
                .containsExactly(first.id());
    }

    @Test
    void whoseConsoleIsClosedIsAway() {
        onDuty(1, Map.of("waste", 3));
        waits(1, Priority.NORMAL);
        clock.advance(Attendance.SEEN_FOR);
        one.work.step();
        assertThat(one.offers.standing()).isEmpty();
    }

    @Test
    void aTargetRelaxesOnceAndIsOnTheRecord() {
        onDuty(1, Map.of());
        var first = waits(1, Priority.NORMAL);
        one.work.step();
        assertThat(one.offers.standing()).isEmpty();

        clock.advance(Duration.ofMinutes(5));
        staff.forEach(agent -> one.attendance.seen(agent.id(), clock.instant()));
        one.work.step();
        other.work.step();
        one.work.step();

        assertThat(one.offers.steps(first.id()))
                .extracting(QueueStep::number, QueueStep::words)
                .containsExactly(tuple(1, "waste is not wanted any more; it is at least urgent"));
        assertThat(stage(first)).isEqualTo(new Stage.Waiting(WASTE, Priority.URGENT, waitedSince(first)));
        assertThat(one.offers.standing()).extracting(Floor.Offer::agentId).containsExactly("agent-0");
        assertThat(one.kinds()).containsOnlyOnce("desk.relaxed");
    }

    @Test
    void anEmergencyIsNotMadeLessUrgent() {
        var first = waits(1, Priority.EMERGENCY);
        clock.advance(Duration.ofMinutes(6));
        one.work.step();
        assertThat(one.offers.steps(first.id())).hasSize(1);
        assertThat(stage(first)).isEqualTo(new Stage.Waiting(WASTE, Priority.EMERGENCY, waitedSince(first)));
    }

    @Test
    void whatNobodyAnswersGoesToItsNextQueueAndSupervisorsAreAsked() {
        staff.add(new Agent("ruth", "Ruth", Set.of(Role.SUPERVISOR)));
        var first = waits(1, Priority.NORMAL);
        clock.advance(Duration.ofMinutes(21));
        for (var n = 0; n < 4; n++) {
            one.work.step();
            other.work.step();
        }
        assertThat(stage(first)).isEqualTo(new Stage.Waiting(GENERAL, Priority.URGENT, waitedSince(first)));
        assertThat(new PgNoteMentions(other.database).of("ruth", 10))
                .singleElement()
                .satisfies(mention ->
                        assertThat(mention.note().text()).startsWith("Nobody has answered this for 20 minutes"));
        assertThat(one.kinds()).containsOnlyOnce("desk.escalated");
    }

    @Test
    void aProfileIsReadAsItWasWritten() {
        var profile = new Profile("kim", Map.of("waste", 2), Map.of("en", 5, "es", 1), Set.of(WASTE), 4);
        one.profiles.write(profile, Actor.atConsole("ruth"), clock.instant());
        assertThat(other.profiles.all()).isEqualTo(Map.of("kim", profile));
        var less = new Profile("kim", Map.of(), Map.of("en", 5), Set.of(), 0);
        other.profiles.write(less, Actor.atConsole("ruth"), clock.instant());
        assertThat(one.profiles.all()).isEqualTo(Map.of("kim", less));
        assertThat(one.kinds()).containsExactly("staff.profile", "staff.profile");
    }

    /// PostgreSQL takes the lock of the dead back by itself, in its own time.
    private void waitUntilHeld() {
        for (var n = 0; n < 100; n++) {
            if (other.locked.getAsBoolean()) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("the other node never got the work");
    }

    private void onDuty(int people, Map<String, Integer> skills) {
        for (var n = 0; n < people; n++) {
            var id = "agent-" + n;
            staff.add(new Agent(id, id, Set.of(Role.AGENT)));
            one.profiles.write(
                    new Profile(id, skills, Map.of("en", 3), Set.of(), 3), Actor.atConsole("ruth"), clock.instant());
            available(id);
        }
    }

    private void available(String id) {
        one.anyway().choose(id, Choice.AVAILABLE, "", Actor.atConsole(id), clock.instant());
        one.anyway().seen(id, clock.instant());
    }

    private Agent agent(String id) {
        return staff.stream().filter(agent -> agent.id().equals(id)).findFirst().orElseThrow();
    }

    private Conversation waits(int number, Priority priority) {
        var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), "+1555%07d".formatted(number)));
        var opened = Conversation.open(
                new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.ENGLISH, clock.instant());
        one.store.commit(Samples.move(opened, new Stage.Waiting(WASTE, priority, clock.instant())));
        return opened;
    }

    private Stage stage(Conversation conversation) {
        return other.store.find(conversation.id()).orElseThrow().stage();
    }

    private static Instant waitedSince(Conversation conversation) {
        return conversation.openedAt();
    }

    private final class Node {

        final Database database;
        final PgConversationStore store;
        final PgOffers offers;
        final PgProfiles profiles;
        final StaffAttendance attendance;
        final Desk hand;
        final OfferDesk desk;
        final OfferWork work;
        final LockedStep locked;
        private boolean dead;

        Node(Database database) {
            this.database = database;
            this.store = new PgConversationStore(database);
            this.offers = new PgOffers(database, AUDIT);
            this.profiles = new PgProfiles(database, AUDIT);
            this.attendance = new StaffAttendance(database, new RedisSeenStaff(redis), AUDIT);
            var sessions = new InMemorySessions(clock);
            this.hand = new Desk(
                    store,
                    sessions,
                    new PgBoard(database),
                    city.channels,
                    new PgConsentLedger(database, AUDIT),
                    says(),
                    Samples.receiptLinks(),
                    () -> Set.of(WASTE, GENERAL),
                    id -> staff.stream().filter(agent -> agent.id().equals(id)).findFirst(),
                    AUDIT,
                    new PgAuditWriter(database),
                    clock,
                    UUID::randomUUID);
            this.desk = new OfferDesk(offers, attendance, hand, clock);
            var queueDesk = new QueueDesk(
                    store,
                    sessions,
                    city.channels,
                    role -> staff.stream()
                            .filter(agent -> agent.roles().contains(role))
                            .toList(),
                    AUDIT,
                    clock,
                    UUID::randomUUID);
            this.work = new OfferWork(
                    offers,
                    attendance,
                    profiles,
                    queueDesk,
                    () -> POLICIES,
                    () -> staff,
                    () -> List.of(Locale.ENGLISH),
                    clock);
            this.locked = new LockedStep(new ClusterLock(database), "offers", work::step);
        }

        /// Its connections end as those of a process that was killed do.
        void killed() {
            dead = true;
            other.database.jdbi().useHandle(handle -> handle.execute("""
                    select pg_terminate_backend(l.pid) from pg_locks l
                    join pg_database d on d.oid = l.database
                    where l.locktype = 'advisory' and d.datname = current_database()
                    """));
            close();
        }

        /// The attendance of a node that lives.
        StaffAttendance anyway() {
            return dead ? other.attendance : attendance;
        }

        List<String> kinds() {
            return database.jdbi()
                    .withHandle(handle ->
                            handle.createQuery("""
                                    select kind from audit_entry
                                    where kind like 'desk.relaxed' or kind like 'desk.escalated' or kind = 'staff.profile'
                                    """).mapTo(String.class).list());
        }

        List<String> ends() {
            return database.jdbi()
                    .withHandle(handle -> handle.createQuery("select ended from offer where ended is not null")
                            .mapTo(String.class)
                            .list());
        }

        private boolean closed;

        void close() {
            if (!closed) {
                closed = true;
                store.close();
                database.close();
            }
        }
    }

    private static Phrases says() {
        return (Phrases) Proxy.newProxyInstance(
                Phrases.class.getClassLoader(), new Class<?>[] {Phrases.class}, (_, _, _) -> Optional.empty());
    }
}
