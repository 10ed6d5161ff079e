package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.DeskEvent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.figure.Topics;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.Erasures.Asked;
import io.glassline.privacy.Passage;
import io.glassline.records.Mark;
import io.glassline.records.Piece;
import io.glassline.records.RecordsRequest;
import io.glassline.records.RecordsRequests;
import io.glassline.records.RecordsRequests.Deciding;
import io.glassline.records.RecordsRequests.Taking;
import io.glassline.records.RecordsRequestsContract;
import io.glassline.records.Ruling;
import io.glassline.records.Selection;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgRecordsRequestsTest extends RecordsRequestsContract {

    private static final Topics TOPICS = new Topics() {

        @Override
        public Optional<String> ofAnswer(String with) {
            return Optional.of(with).filter("trash-day"::equals).map(_ -> "waste");
        }

        @Override
        public Optional<String> ofQueue(QueueId queue) {
            return Optional.empty();
        }
    };

    private Database database;
    private PgConversationStore store;
    private PgInboundLog log;
    private PgRecordsRequests requests;
    private int said;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        log = TestServers.inboundLog(database);
        requests = new PgRecordsRequests(database, AUDIT, () -> TOPICS);
    }

    @AfterEach
    void close() {
        log.close();
        store.close();
        database.close();
    }

    @Override
    protected RecordsRequests requests() {
        return requests;
    }

    @Override
    protected List<String> recorded() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        select kind from audit_entry
                        where kind like 'records.%' or kind = 'transcript.viewed' order by id
                        """).mapTo(String.class).list());
    }

    @Override
    protected Conversation.Id said(String channel, String words, Instant at) {
        return said(new Address(new ChannelKind(channel), "+155501" + (10_000 + said)), words, at);
    }

    private Conversation.Id said(Address address, String words, Instant at) {
        var lane = new Lane("city-" + address.channel(), address);
        var id = committed(Samples.conversation(lane), words);
        database.jdbi()
                .useHandle(handle -> List.of(
                                "update message set at = :at where conversation_id = :id",
                                "update conversation set opened_at = :at, last_activity_at = :at where id = :id")
                        .forEach(sql -> handle.createUpdate(sql)
                                .bind("at", at.atOffset(ZoneOffset.UTC))
                                .bind("id", id.value())
                                .execute()));
        var index = new SearchIndex(database);
        while (index.step()) {
            // until everything is made
        }
        return id;
    }

    private Conversation.Id committed(Conversation before, String words) {
        var message = inbound(before.lane(), "SM" + said++, words);
        log.accept(arrival(message)).join();
        var turn = turn(before, message, "Thank you.");
        assertThat(store.commit(turn)).isTrue();
        return turn.after().id();
    }

    private Conversation conversation(Conversation.Id id) {
        return store.find(id).orElseThrow();
    }

    @Override
    protected void goesOn(Conversation.Id conversation, String words) {
        committed(conversation(conversation), words);
    }

    @Override
    protected void noted(Conversation.Id id, String words) {
        var before = conversation(id);
        var note = new Note(UUID.randomUUID(), before.messageCount(), "ada", words, Set.of(), NOW);
        assertThat(store.commit(new Change(
                        before.nextVersion(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(AUDIT.of(new DeskEvent.Noting(before, note, ADA, NOW))),
                        List.of(),
                        List.of(note),
                        Optional.empty(),
                        Optional.empty())))
                .isTrue();
    }

    private UUID taken() {
        var request = request();
        requests.add(request, ADA);
        assertThat(requests.take(request.id(), all(""), ADA, NOW)).isInstanceOf(Taking.Taken.class);
        return request.id();
    }

    @Test
    void wordsAreFoundWithoutAccentsAndInTheirOtherForms() {
        said("sms", "Se cayó un ÁRBOL en la calle", NOW);
        said("sms", "two trees fell", NOW);
        assertThat(requests.size(all("arbol")).conversations()).isOne();
        assertThat(requests.size(all("tree")).conversations()).isOne();
        assertThat(requests.size(all("tree library")).conversations())
                .as("all of the words")
                .isZero();
    }

    @Test
    void aTopicIsThatOfTheFigures() {
        var trash = said("sms", "when do you come", NOW);
        said("sms", "hello", NOW);
        database.jdbi()
                .useHandle(handle ->
                        handle.createUpdate("""
                        update decision set outcome = 'bot:trash-day' where conversation_id = :id
                        """).bind("id", trash.value()).execute());
        var waste = new Selection(
                NOW.minusSeconds(1), NOW.plusSeconds(1), Optional.empty(), Optional.of("waste"), Optional.empty(), "");
        assertThat(requests.size(waste).conversations()).isOne();
    }

    @Test
    void anErasureTakesTheCitizensWordsOutOfARequestInReviewAndOutOfWhatWasSearchedFor() {
        var maria = new Address(new ChannelKind("sms"), "+15550104477");
        var conversation = said(maria, "quetzal street, water in my cellar", NOW);
        noted(conversation, "quetzal again");
        var request = new RecordsRequest(
                UUID.randomUUID(),
                "Harbor Gazette",
                "all of (555) 010-4477",
                request().receivedOn(),
                request().dueOn(),
                "ada",
                NOW,
                Optional.empty(),
                Optional.empty());
        requests.add(request, ADA);
        requests.take(request.id(), all("+15550104477"), ADA, NOW);
        var passage = new Ruling.Redacted(List.of(new Mark(new Passage(0, 7), "privacy")));
        assertThat(requests.decide(request.id(), 1, 2, 0, passage, ADA, NOW)).isInstanceOf(Deciding.Decided.class);

        var erasures = new PgErasures(database, AUDIT, UUID::randomUUID);
        var asked = (Asked.Begun) erasures.ask(maria, "she asked", ADA, NOW);
        erasures.replace(asked.erasure(), NOW);

        assertThat(requests.lines(request.id())).singleElement().satisfies(line -> {
            assertThat(line.isErased()).isTrue();
            assertThat(line.open()).as("nothing is left to decide").isZero();
        });
        var item = requests.item(request.id(), 1).orElseThrow();
        assertThat(item.pieces()).hasSize(4);
        assertThat(item.pieces().stream().map(item::text)).allMatch(Optional::isEmpty);
        var after = requests.find(request.id()).orElseThrow();
        assertThat(after.asker()).isEqualTo("Harbor Gazette");
        assertThat(after.about()).isEmpty();
        assertThat(after.taken().orElseThrow().selection().words()).isEmpty();
        for (var table : List.of("records_request", "records_item", "records_piece")) {
            List<String> rows = database.jdbi()
                    .withHandle(handle -> handle.createQuery("select t::text from " + table + " t")
                            .mapTo(String.class)
                            .list());
            assertThat(rows).as(table).noneMatch(row -> row.contains("quetzal") || row.contains("0104477"));
        }
    }

    @Test
    void aHoldIsTold() {
        var maria = new Address(new ChannelKind("sms"), "+15550104477");
        said(maria, "water in my cellar", NOW);
        var id = taken();
        assertThat(requests.lines(id).getFirst().isHeld()).isFalse();
        var erasures = new PgErasures(database, AUDIT, UUID::randomUUID);
        var hold = erasures.hold(maria, "Soto v. Alder Bay", ADA, NOW);
        assertThat(requests.lines(id).getFirst().isHeld()).isTrue();
        assertThat(requests.item(id, 1).orElseThrow().hold()).contains(hold);
    }

    @Test
    void ofOfficersWhoDecideAtOnceOneIsFirst() throws Exception {
        said("sms", "water in my cellar", NOW);
        var id = taken();
        var tries = new ArrayList<Callable<Deciding>>();
        for (var n = 0; n < 8; n++) {
            tries.add(() -> requests.decide(id, 1, 2, 0, new Ruling.Released(), BEN, NOW));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<Deciding>();
            for (var one : threads.invokeAll(tries)) {
                outcomes.add(one.get());
            }
            assertThat(outcomes).filteredOn(Deciding.Decided.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Deciding.Meanwhile.class::isInstance)
                    .hasSize(7);
        }
        assertThat(requests.item(id, 1).orElseThrow().piece(2).map(Piece::version))
                .contains(1);
        assertThat(recorded()).filteredOn("records.decided"::equals).hasSize(1);
    }
}
