package io.glassline.storage;

import static io.glassline.conversation.Samples.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.LineAdapter;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board;
import io.glassline.form.LookAgainWork;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.routing.Lookup;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.Ruleset;
import io.glassline.routing.Rulesets;
import io.glassline.routing.Situation;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgAwayForms;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import io.glassline.store.Change;
import io.glassline.turn.City;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A source that was away when a form needed it, on two nodes over one PostgreSQL and one Redis: each
/// citizen hears what it says once, when it is back.
class LookAgainOnTwoNodesTest {

    private static final Lookup TRASH = new Lookup("trash", Map.of("address", "12 Elm Street"));

    private final City city = new City();
    private final List<Database> databases = TestServers.newDatabase(2);
    private final Redis redis = Redis.open(TestServers.redisUrl());
    private final List<Node> nodes = new ArrayList<>();
    private final AtomicBoolean isAway = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private boolean needsNothing;
    private Runnable whileAsked = () -> {};
    private Stage stage = new Stage.WithBot();
    private PgInboundLog inbound;
    private int messages;

    private record Node(
            Database database,
            PgConversationStore store,
            RedisSessions sessions,
            PgConsentLedger ledger,
            LookAgainWork work) {}

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
        var work = new LookAgainWork(
                new PgAwayForms(database),
                Rulesets.always(new Ruleset(router(), this::ask, ZoneOffset.UTC, List.of(Locale.ENGLISH))),
                store,
                sessions,
                city.channels,
                ledger,
                AUDIT,
                city.clock,
                _ -> {});
        return new Node(database, store, sessions, ledger, work);
    }

    private Lookup.Result ask(Lookup lookup) {
        asked.incrementAndGet();
        whileAsked.run();
        return isAway.get()
                ? new Lookup.Result.Unreachable("away")
                : new Lookup.Result.Found(List.of(Map.of("day", "Tuesday")));
    }

    /// Picking "again" asks for the day, and tells it or that the list is away.
    private Router router() {
        return (Router) Proxy.newProxyInstance(
                Router.class.getClassLoader(),
                new Class<?>[] {Router.class},
                (_, method, arguments) -> method.getName().equals("route")
                        ? route((Conversation) arguments[0], (Inbound) arguments[1], (Situation) arguments[2])
                        : method.invoke(city.router, arguments));
    }

    private Route route(Conversation conversation, Inbound message, Situation situation) {
        assertThat(message.content()).isEqualTo(new Content.Choice(LookAgainWork.OFFER, ""));
        var session = conversation.session();
        if (needsNothing) {
            return decided(conversation, "Where do you live?", session.offering(List.of()));
        }
        return switch (situation.lookups().get(TRASH)) {
            case null -> new Route.Needs(TRASH, "trash-day");
            case Lookup.Result.Unreachable _ -> decided(conversation, "The list is away.", session);
            case Lookup.Result.Found(var rows) ->
                decided(
                        conversation,
                        "On " + rows.getFirst().get("day") + ".",
                        session.done("trash-day").offering(List.of()));
        };
    }

    private Route decided(Conversation conversation, String text, Session session) {
        return new Route.Decided(
                new RoutingDecision.ToBot(
                        "trash-day", new RoutingDecision.Because("choice", "rules/1", "It says so.", List.of())),
                stage,
                session,
                conversation.language(),
                List.of(new Reply(new Author.Bot("words/1"), text, List.of(), false)),
                List.of());
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
    void eachIsToldOnceOverTwoNodesAndAKillOnceTheSourceIsBack() throws Exception {
        var people = 30;
        for (var n = 0; n < people; n++) {
            waits(Samples.lane("city-sms"));
        }
        city.clock.advance(Duration.ofSeconds(60)); // the source is away for a minute
        assertThat(nodes.getFirst().work().step()).isZero();
        assertThat(asked).as("each was asked for").hasValue(people);
        isAway.set(false);
        city.clock.advance(Duration.ofSeconds(60));

        both(() -> stepUntilKilled(nodes.getFirst()), nodes.getLast().work()::step);
        redis.client().getKeys().deleteByPattern("glassline:lane:*"); // what the dead node held
        city.clock.advance(Duration.ofMinutes(3));
        nodes.getLast().work().step();
        city.clock.advance(Duration.ofMinutes(5));
        nodes.getLast().work().step();

        assertThat(conversations()).hasSize(people).allSatisfy(conversation -> {
            assertThat(said(conversation))
                    .containsExactly("citizen: when is my trash day", "bot: The list is away.", "bot: On Tuesday.");
            assertThat(conversation.session().openFlow()).isEmpty();
        });
        assertThat(sends("On Tuesday.")).isEqualTo(people);
        assertThat(entries("message.written")).as("each is on the record").isEqualTo(2L * people);
    }

    @Test
    void aSourceThatStaysAwayIsAskedAFewTimesWithGrowingPauses() {
        waits(Samples.lane("city-sms"));
        var askedAt = new ArrayList<Long>();
        for (var seconds = 5; seconds <= 3_600; seconds += 5) {
            city.clock.advance(Duration.ofSeconds(5));
            var before = asked.get();
            assertThat(nodes.getFirst().work().step()).isZero();
            if (asked.get() > before) {
                askedAt.add((long) seconds);
            }
        }
        assertThat(askedAt).containsExactly(15L, 45L, 120L, 300L, 600L);
        assertThat(said(conversations().getFirst())).hasSize(2);
    }

    @Test
    void whoWroteMeanwhileOptedOutIsWithPeopleOrOnThePhoneHearsNothing() {
        var optedOut = Samples.lane("city-sms");
        waits(optedOut);
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
        waits(withPeople);
        var taken = latest(withPeople);
        commit(
                taken,
                new Stage.Waiting(new QueueId("waste"), Stage.Priority.NORMAL, city.clock.instant()),
                taken.session());
        var wroteOn = Samples.lane("city-sms");
        waits(wroteOn);
        var elsewhere = latest(wroteOn);
        commit(elsewhere, elsewhere.stage(), elsewhere.session().offering(List.of()));
        var writes = Samples.lane("city-sms");
        waits(writes);
        waits(new Lane("paper-voice", Samples.lane("paper-voice").citizen()));
        isAway.set(false);
        city.clock.advance(Duration.ofSeconds(20));
        accepted(writes, "hello?");

        assertThat(nodes.getFirst().work().step()).isZero();
        assertThat(nodes.getLast().work().step()).isZero();
    }

    @Test
    void whoWritesWhileTheSourceIsAskedIsAnsweredByTheirTurnAlone() {
        var lane = Samples.lane("city-sms");
        waits(lane);
        isAway.set(false);
        whileAsked = () -> accepted(lane, "never mind");
        city.clock.advance(Duration.ofSeconds(20));

        assertThat(nodes.getFirst().work().step()).isZero();
        assertThat(asked).hasValue(1);
        assertThat(said(latest(lane))).hasSize(2);
    }

    @Test
    void whatWouldGoToPeopleIsNotDoneUnasked() {
        waits(Samples.lane("city-sms"));
        isAway.set(false);
        stage = new Stage.Waiting(new QueueId("waste"), Stage.Priority.NORMAL, city.clock.instant());
        city.clock.advance(Duration.ofSeconds(20));
        assertThat(nodes.getFirst().work().step()).isZero();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aQuestionThatNeedsNoSourceIsNotAskedAgainUnasked() {
        waits(Samples.lane("city-sms"));
        needsNothing = true;
        city.clock.advance(Duration.ofSeconds(20));
        assertThat(nodes.getFirst().work().step()).isZero();
        assertThat(asked).hasValue(0);
    }

    @Test
    void anotherNodeThatTakesOverTellsIt() {
        waits(Samples.lane("city-sms"));
        city.clock.advance(Duration.ofSeconds(20));
        assertThat(nodes.getFirst().work().step()).isZero();
        isAway.set(false);
        assertThat(nodes.getLast().work().step()).isEqualTo(1);
        assertThat(nodes.getFirst().work().step()).isZero();
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

    private void waits(Lane lane) {
        accepted(lane, "when is my trash day");
        assertThat(inbound(lane)).isEqualTo(1);
        var told = latest(lane);
        commit(
                told,
                told.stage(),
                told.session()
                        .asking(
                                Optional.of(new Session.Flow("trash-day", "day", Map.of("address", "12 Elm Street"))),
                                List.of(new Message.Offer(LookAgainWork.OFFER, "Try again"))));
    }

    private int inbound(Lane lane) {
        var unfinished = nodes.getLast().store().unfinished(lane, 9);
        var before = Samples.conversation(lane);
        nodes.getLast().store().commit(Samples.turn(before, unfinished.getFirst(), "The list is away."));
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
