package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.move;
import static io.glassline.conversation.Samples.said;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.audit.GatewayEvent;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.desk.Board.Activity;
import io.glassline.desk.Board.ConversationLine;
import io.glassline.desk.Board.Count;
import io.glassline.desk.Board.Filter;
import io.glassline.desk.Board.Neighbour;
import io.glassline.desk.Board.QueueLine;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgBoardTest {

    private static final QueueId WASTE = new QueueId("waste");
    private static final QueueId PARKS = new QueueId("parks");

    private Database database;
    private PgConversationStore store;
    private PgOutbox outbox;
    private PgBoard board;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        outbox = new PgOutbox(database, AUDIT);
        board = new PgBoard(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEmptyCityHasAnEmptyBoard() {
        assertThat(board.queues()).isEmpty();
        assertThat(board.conversations(Filter.ALL, Optional.empty(), 10).lines())
                .isEmpty();
        assertThat(board.transcript(new Conversation.Id(UUID.randomUUID()))).isEmpty();
        assertThat(board.audit(-1, 10)).isEmpty();
        assertThat(board.auditSize()).isZero();
        assertThat(board.activity(NOW)).isEqualTo(new Activity(0, 0, List.of()));
    }

    @Test
    void showsTheMostUrgentAndLongestWaitingFirst() {
        var closed = at(new Stage.Closed(NOW, "answered"));
        var bot = at(new Stage.WithBot());
        var agent = at(new Stage.WithAgent(WASTE, "ada", NOW));
        var normalNew = at(new Stage.Waiting(WASTE, Stage.Priority.NORMAL, NOW.minusSeconds(10)));
        var normalOld = at(new Stage.Waiting(PARKS, Stage.Priority.NORMAL, NOW.minusSeconds(900)));
        var urgent = at(new Stage.Waiting(WASTE, Stage.Priority.URGENT, NOW.minusSeconds(1)));
        var emergency = at(new Stage.Waiting(WASTE, Stage.Priority.EMERGENCY, NOW));

        assertThat(all(Filter.ALL)).containsExactly(emergency, urgent, normalOld, normalNew, agent, bot, closed);
        assertThat(all(filter(null, "waiting", null, null))).containsExactly(emergency, urgent, normalOld, normalNew);
        assertThat(all(filter(null, null, WASTE, null))).containsExactly(emergency, urgent, normalNew, agent);
        assertThat(all(filter(null, "waiting", PARKS, null))).containsExactly(normalOld);
        assertThat(all(filter(null, null, null, "ada"))).containsExactly(agent);
        assertThat(all(filter(bot.lane().citizen().value(), null, null, null))).containsExactly(bot);
        assertThat(all(filter(bot.lane().citizen().value(), "closed", null, null)))
                .isEmpty();
        assertThat(board.queues())
                .containsExactly(
                        new QueueLine(PARKS, 1, 0, 0, Optional.of(NOW.minusSeconds(900))),
                        new QueueLine(WASTE, 3, 1, 1, Optional.of(NOW.minusSeconds(10))));
    }

    /// Each in their place, so that staff see one line and not every message.
    @Test
    void listsTheAddressesThatAreOverTheirBudgetAndThatNobodyHas() {
        var over = new Traffic(NOW, 61, 3, 0, Map.of(), true, true);
        at(new Stage.WithBot());
        var flooding = commit(conversation(lane()).with(over).nextVersion());
        var taken = commit(conversation(lane()).with(over).nextVersion());
        commit(move(taken, new Stage.WithAgent(WASTE, "ada", NOW)));
        var calm = commit(conversation(lane()).with(over).nextVersion());
        commit(calm.with(calm.traffic().at(NOW.plusSeconds(3_600))).nextVersion());

        assertThat(board.overBudget(10))
                .extracting(ConversationLine::conversation)
                .containsExactly(flooding);
        assertThat(board.overBudget()).isEqualTo(1);
    }

    @Test
    void aTranscriptNamesTheCitizensConversationBeforeAndAfterIt() {
        var lane = lane();
        var three = new ArrayList<Conversation>();
        for (var day = 0; day < 3; day++) {
            var at = NOW.plus(Duration.ofDays(day));
            var opened = commit(Conversation.open(
                            new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.ENGLISH, at)
                    .nextVersion());
            three.add(opened);
            commit(move(opened, new Stage.Closed(at, "quiet")));
        }
        commit(conversation(lane(lane.accountId())).nextVersion());

        var middle = board.transcript(three.get(1).id()).orElseThrow();
        assertThat(middle.earlier()).contains(new Neighbour(three.get(0).id(), NOW));
        assertThat(middle.later()).contains(new Neighbour(three.get(2).id(), NOW.plus(Duration.ofDays(2))));
        assertThat(board.transcript(three.get(0).id()).orElseThrow().earlier()).isEmpty();
        assertThat(board.transcript(three.get(2).id()).orElseThrow().later()).isEmpty();
    }

    private Conversation commit(Conversation conversation) {
        commit(new Change(conversation, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
        return conversation;
    }

    @Test
    void turnsPagesWithoutLosingOrRepeatingAnyThoughLinesComeAndGo() {
        var waiting = new ArrayList<Conversation>();
        for (var i = 0; i < 7; i++) {
            waiting.add(at(new Stage.Waiting(WASTE, Stage.Priority.NORMAL, NOW.plusSeconds(i / 2))));
        }
        var first = board.conversations(Filter.ALL, Optional.empty(), 3);
        at(new Stage.Waiting(WASTE, Stage.Priority.EMERGENCY, NOW));
        commit(move(first.lines().getFirst().conversation(), new Stage.Closed(NOW, "gone")));
        var second = board.conversations(filter(null, "waiting", null, null), first.nextCursor(), 3);
        var third = board.conversations(filter(null, "waiting", null, null), second.nextCursor(), 3);

        var seen = new ArrayList<Conversation>();
        List.of(first, second, third).forEach(page -> page.lines().forEach(line -> seen.add(line.conversation())));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(waiting);
        assertThat(third.nextCursor()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!", "AAAA", "' or 1=1"})
    void saysWhatACursorIs(String cursor) {
        assertThatThrownBy(() -> board.conversations(Filter.ALL, Optional.of(cursor), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nextCursor");
    }

    @Test
    void aLineSaysWhatWasSaidLast() {
        var lane = lane();
        var change = asked(lane, "1", "When are the bins emptied?", "On Tuesday.");
        assertThat(board.conversations(Filter.ALL, Optional.empty(), 9).lines())
                .containsExactly(new ConversationLine(
                        change.after(),
                        "On Tuesday.",
                        "bot",
                        Optional.of(NOW),
                        "When are the bins emptied?",
                        1,
                        Optional.empty()));

        var silent = lane();
        var opened = new Change(
                conversation(silent).nextVersion(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        commit(opened);
        assertThat(board.conversations(filter(silent.citizen().value(), null, null, null), Optional.empty(), 9)
                        .lines())
                .containsExactly(
                        new ConversationLine(opened.after(), "", "", Optional.empty(), "", 0, Optional.empty()));
    }

    @Test
    void aTranscriptSaysWhatBecameOfEachMessage() {
        var lane = lane();
        var turn = asked(lane, "1", "When are the bins emptied?", "On Tuesday.");
        var reply = said(turn.after(), "Anything else?", 2);
        commit(reply);
        send(lane, "p1", "p1");
        send(lane, "p2", null);
        database.jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "insert into log_run select id + 100, id, 1 from audit_entry where kind in ('message.received', 'message.written')"));

        var transcript = board.transcript(turn.after().id()).orElseThrow();

        assertThat(transcript.conversation()).isEqualTo(reply.after());
        assertThat(transcript.decisions()).isEqualTo(turn.decisions());
        assertThat(transcript.messages())
                .extracting(said -> said.message())
                .containsExactly(
                        turn.messages().get(0),
                        turn.messages().get(1),
                        reply.messages().get(0));
        assertThat(transcript.messages())
                .extracting(said -> said.delivery())
                .containsExactly(Optional.empty(), Optional.of(Delivery.ACCEPTED), Optional.of(Delivery.FAILED));
        assertThat(transcript.messages())
                .extracting(said -> said.deliveryNote())
                .containsExactly(
                        Optional.empty(), Optional.of("accepted by the provider"), Optional.of("rejected (21610)"));
        assertThat(transcript.messages())
                .extracting(said -> said.providerIds())
                .containsExactly(List.of("1"), List.of("p1"), List.of("p2"));
        assertThat(transcript.messages())
                .allSatisfy(said -> assertThat(said.auditIndex()).isPresent());
        assertThat(transcript.messages())
                .extracting(said -> said.auditIndex().orElseThrow())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /// Whether the report comes after the answer to the send, or before it and is parked.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureToldLaterShowsTheWordsOfTheReport(boolean beforeTheAnswer) {
        var lane = lane();
        var turn = asked(lane, "1", "When are the bins emptied?", "On Tuesday.");
        var report = new DeliveryReported(
                Optional.of("p1"),
                Optional.empty(),
                Delivery.FAILED,
                Optional.of("filtered"),
                Optional.of("the carrier took it for spam"),
                NOW);
        if (beforeTheAnswer) {
            outbox.report(lane.accountId(), report, NOW);
        }
        send(lane, "p1", "p1");
        outbox.report(lane.accountId(), report, NOW);

        assertThat(board.transcript(turn.after().id())
                        .orElseThrow()
                        .messages()
                        .getLast()
                        .deliveryNote())
                .contains("the carrier took it for spam (filtered)");
    }

    @Test
    void aTranscriptHasTheSignalsAboutItsMessagesAndThoseThatCameMeanwhile() {
        var lane = lane();
        var turn = asked(lane, "1", "When are the bins emptied?", "On Tuesday.");
        send(lane, "p1", "p1");
        accept(signal(lane, "2", new Signal.Reaction(Optional.of(new About.ById("p1")), "👍")));
        accept(signal(lane, "3", new Signal.Edit(Optional.of(new About.ById("1")), "When is glass?")));
        accept(signal(lane, "4", new Signal.ServiceNotice(Optional.empty(), "a pin")));
        accept(signal(lane(), "5", new Signal.Deletion(Optional.of(new About.ById("1")))));

        var transcript = board.transcript(turn.after().id()).orElseThrow();

        assertThat(transcript.signals())
                .extracting(line -> line.signal().kind() + " "
                        + line.about().map(Object::toString).orElse("-"))
                .containsExactly(
                        "reaction " + turn.messages().get(1).id(),
                        "edit " + turn.messages().get(0).id(),
                        "service-notice -");
        assertThat(transcript.messages()).hasSize(2);
        assertThat(store.unfinished(lane, 9)).isEmpty();
    }

    private static Inbound signal(Lane lane, String providerId, Signal signal) {
        return inbound(lane, providerId, signal, Optional.empty(), NOW);
    }

    @Test
    void theAuditIsReadByIndex() {
        for (var i = 0; i < 5; i++) {
            new PgAuditWriter(database)
                    .write(AUDIT.of(new GatewayEvent.ConfigurationActivation("rules " + i, "bot", NOW)));
        }
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into log_run select 4 - id, id, 1 from audit_entry where id <= 4");
            handle.execute("update log_tree set size = 4");
        });

        assertThat(board.auditSize()).isEqualTo(4);
        assertThat(board.audit(-1, 10)).extracting(line -> line.index()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(board.audit(1, 1)).singleElement().satisfies(line -> {
            assertThat(line.index()).isEqualTo(2);
            assertThat(line.kind()).isEqualTo("configuration.activated");
            assertThat(line.at()).isEqualTo(NOW);
            assertThat(line.leaf()).contains("\"kind\":\"system\"").doesNotContain("rules");
            assertThat(line.sealed().orElseThrow()).contains("\"rules\":\"rules 1\"");
        });
        assertThat(board.audit(3, 10)).isEmpty();
    }

    /// Four conversations of the day, one of the day before. Answered after 2, 4 and 90 s; taken after 60 and 120
    /// s.
    @Test
    void countsTheDay() {
        var yesterday = NOW.minus(Duration.ofHours(20));
        day(lane(), yesterday, "bot", 1, 0);
        day(lane(), NOW, "bot", 2, 0);
        day(lane(), NOW, "bot", 4, 60);
        day(lane(Samples.EMAIL), NOW, "agent", 90, 120);
        day(lane(), NOW, "nobody", 0, 0);

        assertThat(board.activity(NOW)).isEqualTo(new Activity(4, 4, List.of(new Count("bot:waste/collection", 4))));
    }

    /// A conversation in which the citizen asks at `at`, someone answers so many seconds later (the gateway itself,
    /// if nobody does), and which waits in a queue for so many seconds until an agent takes it.
    private void day(Lane lane, Instant at, String answeredBy, int answeredAfter, int waited) {
        var opened =
                Conversation.open(new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.ENGLISH, at);
        var asked = inbound(lane, "1", new Content.Text("hello"), Optional.empty(), at);
        var author = switch (answeredBy) {
            case "bot" -> new Author.Bot("bot 1");
            case "agent" -> new Author.Agent("ada");
            default -> new Author.System();
        };
        accept(asked);
        var after = opened.counting(at).counting(at).nextVersion();
        commit(new Change(
                after,
                List.of(
                        message(asked.id(), 1, new Author.Citizen(), at),
                        message(asked.id().answer(0), 2, author, at.plusSeconds(answeredAfter))),
                List.of(asked.id()),
                List.of(new Change.Decision(asked.id(), Samples.decision(), at)),
                List.of(),
                List.of(),
                List.of()));
        if (waited > 0) {
            var waiting = move(after, new Stage.Waiting(WASTE, Stage.Priority.NORMAL, at));
            commit(waiting);
            var taken = move(waiting.after(), new Stage.WithAgent(WASTE, "ada", at.plusSeconds(waited)));
            commit(taken);
            var back = move(taken.after(), new Stage.Waiting(WASTE, Stage.Priority.NORMAL, at.plusSeconds(900)));
            commit(back);
            commit(move(back.after(), new Stage.WithAgent(WASTE, "bob", at.plusSeconds(9_000))));
        }
    }

    private static Message message(Message.Id id, int position, Author author, Instant at) {
        return new Message(id, position, author, new Content.Text("words"), List.of(), Optional.empty(), at);
    }

    private Conversation at(Stage stage) {
        var change = new Change(
                conversation(lane()).with(stage).nextVersion(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        commit(change);
        return change.after();
    }

    private Change asked(Lane lane, String providerId, String question, String answer) {
        var inbound = inbound(lane, providerId, question);
        accept(inbound);
        var change = turn(conversation(lane), inbound, answer);
        commit(change);
        return change;
    }

    private void accept(io.glassline.conversation.Inbound inbound) {
        try (var log = TestServers.inboundLog(database)) {
            log.accept(arrival(inbound)).join();
        }
    }

    /// Sends the lane's next message; a second part is rejected.
    private void send(Lane lane, String providerId, @org.jspecify.annotations.Nullable String all) {
        var due = outbox.claim(Set.of(lane.accountId()), NOW, Duration.ofMinutes(1), 1)
                .getFirst();
        outbox.handingOver(due, 0, NOW);
        outbox.move(
                due,
                0,
                new Step(Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "accepted by the provider"),
                NOW);
        if (all == null) {
            outbox.handingOver(due, 1, NOW);
            outbox.move(due, 1, new Step(Delivery.FAILED, Optional.empty(), Optional.of("21610"), "rejected"), NOW);
        }
        outbox.release(due, Optional.empty(), "sent", NOW);
    }

    private void commit(Change change) {
        assertThat(store.commit(change)).isTrue();
    }

    private List<Conversation> all(Filter filter) {
        return board.conversations(filter, Optional.empty(), 100).lines().stream()
                .map(ConversationLine::conversation)
                .toList();
    }

    private static Filter filter(String address, String state, QueueId queue, String agent) {
        return new Filter(
                Optional.ofNullable(address),
                Optional.ofNullable(state),
                Optional.ofNullable(queue),
                Optional.ofNullable(agent));
    }
}
