package io.glassline.storage;

import static io.glassline.conversation.Samples.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.LineAdapter;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board;
import io.glassline.form.FormReminderWork;
import io.glassline.form.FormReminders;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.programme.QuietHours;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.postgres.PgLeftForms;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import io.glassline.store.Change;
import io.glassline.turn.City;
import io.glassline.turn.Turns;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Forms that are left, on two nodes over one PostgreSQL and one Redis: each citizen is reminded once and told the end
/// once.
class FormsOnTwoNodesTest {

    private static final List<Message.Offer> SIZES = List.of(new Message.Offer("slot:pothole/size/small", "Small"));

    private final City city = new City();
    private final List<Database> databases = TestServers.newDatabase(2);
    private final Redis redis = Redis.open(TestServers.redisUrl());
    private final List<Node> nodes = new ArrayList<>();
    private Optional<QuietHours> quietHours = Optional.empty();
    private PgInboundLog inbound;
    private int messages;

    private record Node(
            Database database,
            PgConversationStore store,
            RedisSessions sessions,
            PgConsentLedger ledger,
            Turns turns,
            FormReminderWork work) {}

    @BeforeEach
    void open() {
        city.channels.takeUp(city.channels.accounts(), List.of(line()));
        inbound = TestServers.inboundLog(databases.getFirst());
        databases.forEach(database -> nodes.add(node(database)));
    }

    /// The channel of `paper-voice`, which is spoken.
    private static LineAdapter line() {
        return (LineAdapter) Proxy.newProxyInstance(
                LineAdapter.class.getClassLoader(),
                new Class<?>[] {LineAdapter.class},
                (_, method, _) -> switch (method.getName()) {
                    case "kind" -> new ChannelKind("voice");
                    case "replyWindow" -> Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Node node(Database database) {
        var store = new PgConversationStore(database);
        var sessions = new RedisSessions(redis, city.clock);
        var ledger = new PgConsentLedger(database, AUDIT);
        var work = new FormReminderWork(
                new PgLeftForms(database),
                () -> Optional.of(new FormReminders(
                        Duration.ofHours(2),
                        Duration.ofHours(20),
                        quietHours,
                        conversation -> conversation
                                .session()
                                .openFlow()
                                .map(form -> new FormReminders.Words(
                                        "You left " + form.name(),
                                        "Closed: " + form.slots().get("place"))),
                        _ -> "Choose")),
                () -> ZoneOffset.UTC,
                store,
                sessions,
                city.channels,
                ledger,
                AUDIT,
                city.clock,
                _ -> {});
        return new Node(database, store, sessions, ledger, city.turns(store, sessions), work);
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> {
            node.store().close();
            node.sessions().close();
            node.ledger().close();
        });
        inbound.close();
        redis.close();
        databases.forEach(Database::close);
    }

    @Test
    void eachIsRemindedOnceOverTwoNodesAndAKillAndTheFormKeepsItsPlace() throws Exception {
        var people = 40;
        for (var n = 0; n < people; n++) {
            leavesForm(Samples.lane("city-sms"));
        }
        assertThat(nodes.getFirst().work().step()).as("too early").isZero();
        city.clock.advance(Duration.ofHours(2));

        both(() -> stepUntilKilled(nodes.getFirst()), nodes.getLast().work()::step);
        redis.client().getKeys().deleteByPattern("glassline:lane:*"); // what the dead node held
        nodes.getLast().work().step();
        city.clock.advance(Duration.ofHours(3));
        both(nodes.getLast().work()::step, nodes.getLast().work()::step);

        var open = conversations();
        assertThat(open).hasSize(people).allSatisfy(conversation -> {
            assertThat(said(conversation))
                    .containsExactly("citizen: pothole by the school", "bot: How big?", "system: You left pothole");
            assertThat(conversation.session().openFlow().orElseThrow().step()).isEqualTo("size");
            assertThat(conversation.session().offered()).isEqualTo(SIZES);
        });
        assertThat(sends("You left pothole")).isEqualTo(people);
        assertThat(entries("message.written")).as("each is on the record").isEqualTo(2L * people);
    }

    @Test
    void itEndsOnceWithWhatWasTold() throws Exception {
        var lane = Samples.lane("city-sms");
        leavesForm(lane);
        city.clock.advance(Duration.ofHours(2));
        nodes.getFirst().work().step();
        city.clock.advance(Duration.ofHours(18));

        both(nodes.getFirst().work()::step, nodes.getLast().work()::step);
        both(nodes.getFirst().work()::step, nodes.getLast().work()::step);

        var ended = conversations().getFirst();
        assertThat(ended.stage())
                .isInstanceOfSatisfying(
                        Stage.Closed.class,
                        closed -> assertThat(closed.outcome()).isEqualTo(Stage.FORM_LEFT));
        assertThat(said(ended)).last().isEqualTo("system: Closed: the school");
        assertThat(sends("Closed: the school")).isEqualTo(1);
        assertThat(entries("conversation.ended")).isEqualTo(1);
    }

    @Test
    void nobodyIsRemindedInQuietHoursAndAllOnceTheyAreOver() {
        quietHours = Optional.of(new QuietHours(LocalTime.of(9, 0), LocalTime.of(18, 0)));
        leavesForm(Samples.lane("city-sms")); // at eight
        city.clock.advance(Duration.ofHours(9));
        assertThat(nodes.getFirst().work().step()).isZero();
        city.clock.advance(Duration.ofHours(1));
        assertThat(nodes.getFirst().work().step()).isEqualTo(1);
    }

    @Test
    void whoOptedOutIsOnThePhoneIsWithPeopleOrHasWrittenSinceIsNotReminded() {
        var optedOut = Samples.lane("city-sms");
        leavesForm(optedOut);
        nodes.getFirst()
                .ledger()
                .write(new ConsentChange(
                        optedOut,
                        ConsentChange.ALL,
                        Standing.OPTED_OUT,
                        ConsentChange.KEYWORD,
                        "STOP",
                        city.clock.instant()));
        var withPeople = Samples.lane("city-sms");
        leavesForm(withPeople);
        var taken = latest(withPeople);
        commit(
                taken,
                new Stage.Waiting(new QueueId("roads"), Stage.Priority.NORMAL, city.clock.instant()),
                taken.session());
        var offered = Samples.lane("city-sms");
        leavesForm(offered);
        var stoodBehind = latest(offered);
        commit(
                stoodBehind,
                stoodBehind.stage(),
                stoodBehind
                        .session()
                        .asking(Optional.of(new Session.Flow("pothole", "where", Map.of()).offered()), List.of()));
        var writes = Samples.lane("city-sms");
        leavesForm(writes);
        var caller = new Lane("paper-voice", Samples.lane("paper-voice").citizen());
        leavesForm(caller);
        city.clock.advance(Duration.ofHours(2));
        accepted(writes, "small");

        assertThat(nodes.getFirst().work().step()).isZero();
        assertThat(nodes.getLast().work().step()).isZero();
    }

    @Test
    void moreThanAPageOfThoseWhoCannotBeToldHidesNobody() {
        for (var n = 0; n <= FormReminderWork.CONVERSATIONS_MAX; n++) {
            leavesForm(Samples.lane("paper-voice"));
        }
        city.clock.advance(Duration.ofSeconds(1));
        leavesForm(Samples.lane("city-sms"));
        city.clock.advance(Duration.ofHours(2));
        assertThat(nodes.getFirst().work().step()).isEqualTo(1);
    }

    private static void both(Callable<Object> first, Callable<Object> second) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.of(first, second))) {
                done.get();
            }
        }
    }

    /// Its connections break while it works.
    private Object stepUntilKilled(Node node) throws InterruptedException {
        var step = Thread.ofVirtual().start(() -> {
            try {
                node.work().step();
            } catch (RuntimeException e) {
                // It is killed.
            }
        });
        Thread.sleep(20);
        node.database().close();
        step.join();
        return true;
    }

    private void leavesForm(Lane lane) {
        accepted(lane, "pothole by the school");
        assertThat(inbound(lane)).isEqualTo(1);
        var question = latest(lane);
        commit(
                question,
                question.stage(),
                question.session()
                        .asking(
                                Optional.of(new Session.Flow("pothole", "size", Map.of("place", "the school"))),
                                SIZES));
    }

    private int inbound(Lane lane) {
        var unfinished = nodes.getLast().store().unfinished(lane, 9);
        var before = Samples.conversation(lane);
        nodes.getLast().store().commit(Samples.turn(before, unfinished.getFirst(), "How big?"));
        return unfinished.size();
    }

    private Conversation latest(Lane lane) {
        return nodes.getLast().store().findLatest(lane).orElseThrow();
    }

    private void commit(Conversation before, Stage stage, Session session) {
        var after = before.with(stage, session, before.language()).nextVersion();
        assertThat(nodes.getLast()
                        .store()
                        .commit(new Change(after, List.of(), List.of(), List.of(), List.of(), List.of(), List.of())))
                .isTrue();
    }

    private void accepted(Lane lane, String words) {
        var id = "SM" + messages++ + " of " + lane.citizen().value();
        var message = Samples.inbound(lane, id, new Content.Text(words), Optional.empty(), city.clock.instant());
        inbound.accept(Samples.arrival(message)).join();
    }

    private List<Conversation> conversations() {
        return new PgBoard(databases.getLast())
                        .conversations(
                                new Board.Filter(
                                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                                Optional.empty(),
                                99)
                        .lines()
                        .stream()
                        .map(line -> line.conversation())
                        .toList();
    }

    private List<String> said(Conversation conversation) {
        return new PgBoard(databases.getLast())
                .transcript(conversation.id()).orElseThrow().messages().stream()
                        .map(said -> said.message().author().role() + ": "
                                + said.message().content().words())
                        .toList();
    }

    private long sends(String text) {
        return databases
                .getLast()
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select count(*) from outbox o join message m on m.id = o.message_id
                        where strpos(m.content::text, :text) > 0
                        """)
                        .bind("text", text)
                        .mapTo(Long.class)
                        .one());
    }

    private long entries(String kind) {
        return databases
                .getLast()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from audit_entry where kind = :kind")
                        .bind("kind", kind)
                        .mapTo(Long.class)
                        .one());
    }
}
