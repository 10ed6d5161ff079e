package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.turn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.channel.WebhookCall;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.media.InMemoryMediaFiles;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.retention.RetentionWork;
import io.glassline.retention.Schedule;
import io.glassline.retention.Schedule.Kind;
import io.glassline.storage.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two years, and seven for permits; what is younger, open or held stays.
class PgRetentionTest {

    private static final Actor ADA = Actor.atConsole("ada");
    private static final Schedule ALL = new Schedule(Kind.CONVERSATIONS, Set.of(), 730, Map.of());
    private static final Schedule PERMITS =
            new Schedule(Kind.CONVERSATIONS, Set.of(new QueueId("permits")), 2555, Map.of());
    private static final Schedule FILES = new Schedule(Kind.FILES, Set.of(), 365, Map.of());
    private static final Schedule QUARANTINE = new Schedule(Kind.QUARANTINE, Set.of(), 90, Map.of());

    private final InMemoryMediaFiles files = new InMemoryMediaFiles();
    private List<Schedule> schedules = List.of(ALL, PERMITS, FILES, QUARANTINE);
    private Instant now = NOW.plus(Duration.ofDays(731));
    private Database database;
    private PgConversationStore store;
    private PgRetention retention;
    private RetentionWork work;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        retention = new PgRetention(database, AUDIT, files, UUID::randomUUID);
        work = new RetentionWork(retention, () -> schedules, () -> ZoneOffset.UTC, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private Conversation talked(String address, String words) {
        var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), address));
        var message = Samples.inbound(lane, "SM" + address + words, words);
        try (var log = TestServers.inboundLog(database)) {
            log.accept(Samples.arrival(message)).join();
        }
        var turn = turn(conversation(lane), message, "You said " + words + ".");
        assertThat(store.commit(turn)).isTrue();
        return turn.after();
    }

    /// At [Samples#NOW], as conversations end.
    private Conversation ended(String address, String words, String queue) {
        var conversation = talked(address, words);
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        update conversation
                        set state = 'closed', stage_at = :at, queue = null, last_queue = :queue, outcome = 'done'
                        where id = :id
                        """)
                        .bind("at", NOW.atOffset(ZoneOffset.UTC))
                        .bind("queue", queue.isEmpty() ? null : queue)
                        .bind("id", conversation.id().value())
                        .execute());
        return conversation;
    }

    private void attached(Conversation conversation) throws IOException {
        var message = message(conversation);
        try (var draft = files.draft(message)) {
            draft.out().write("a lamp".getBytes(UTF_8));
            draft.keep("text/plain");
        }
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into attachment (message_id, account, state, told_type, file_name, original, received_at)
                        values (:id, 'city-sms', 'READY', 'text/plain', 'lamp.txt', '{"digest":"d"}', :at)
                        """)
                        .bind("id", message.value())
                        .bind("at", NOW.atOffset(ZoneOffset.UTC))
                        .execute());
    }

    private Message.Id message(Conversation conversation) {
        return new Message.Id(database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id from message where conversation_id = ? order by position limit 1")
                        .bind(0, conversation.id().value())
                        .mapTo(UUID.class)
                        .one()));
    }

    private void run() {
        while (work.step()) {}
    }

    /// All that is kept of words, addresses and files, as text.
    private String kept() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                                select string_agg(line, e'\n') from (
                                    select address || ' ' || coalesce(content::text, '') from inbound
                                    union all select content::text from message
                                    union all select address from conversation
                                    union all select address || ' ' || outgoing::text from outbox
                                    union all select text from part
                                    union all select decision::text from decision
                                    union all select coalesce(file_name, '') || coalesce(original::text, '') from attachment
                                    union all select convert_from(body, 'UTF8') from quarantine
                                ) kept (line)
                                """).mapTo(String.class).one());
    }

    @Test
    void whatEndedTwoYearsAgoGoesAndWhatIsOpenOrYoungerOrAPermitStays() throws IOException {
        var old = ended("+15550101001", "quetzal", "");
        attached(old);
        ended("+15550101002", "heron", "permits");
        talked("+15550101003", "finch");
        now = NOW.plus(Duration.ofDays(730));
        run();
        assertThat(kept()).as("on the last day").contains("quetzal", "+15550101001");

        now = NOW.plus(Duration.ofDays(731));
        assertThat(work.preview()).containsEntry(ALL, 1L).containsEntry(PERMITS, 0L);
        run();
        assertThat(kept())
                .doesNotContain("quetzal", "+15550101001", "lamp")
                .contains("heron", "+15550101002", "finch", "+15550101003");
        assertThat(files.count(message(old))).isZero();

        now = NOW.plus(Duration.ofDays(2556));
        run();
        assertThat(kept()).doesNotContain("heron", "+15550101002").contains("finch", "+15550101003");
    }

    @Test
    void aHoldBeatsEverySchedule() throws IOException {
        attached(ended("+15550101004", "osprey", ""));
        var maria = new Address(new ChannelKind("sms"), "+15550101004");
        new PgQuarantine(database, AUDIT)
                .keep("city-sms", maria.channel(), unreadable("from +15550101004"), "not JSON");
        new PgQuarantine(database, AUDIT).keep("city-sms", maria.channel(), unreadable("from somebody"), "not JSON");
        var erasures = new PgErasures(database, AUDIT, UUID::randomUUID);
        erasures.hold(maria, "Soto v. Alder Bay", ADA, NOW);

        assertThat(work.preview().values()).containsExactly(0L, 0L, 0L, 1L);
        run();
        assertThat(kept()).contains("osprey", "lamp.txt", "from +15550101004").doesNotContain("from somebody");

        erasures.lift(maria, "settled", ADA, now);
        now = now.plus(Duration.ofDays(1));
        run();
        assertThat(kept()).doesNotContain("osprey", "lamp", "+15550101004");
    }

    private static WebhookCall unreadable(String body) {
        return new WebhookCall("POST", "", "https://city.example/", Map.of(), body.getBytes(UTF_8), NOW);
    }

    @Test
    void aReportThatNamesTheAddressOfOneWhoStillWritesStays() {
        ended("+15550101006", "ibis", "");
        database.jdbi().useHandle(handle -> handle.execute("""
                        insert into parked_report (account, provider_id, delivery, at, parked_at, words)
                        values ('city-sms', 'SM1', 'FAILED', now(), now(), 'nobody has +15550101006')
                        """));
        now = NOW.plus(Duration.ofDays(731));
        run();

        assertThat(kept()).doesNotContain("ibis");
        int parked = database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from parked_report")
                        .mapTo(int.class)
                        .one());
        assertThat(parked).isOne();
    }

    @Test
    void filesGoBeforeTheWordsAndAlsoOfWhatIsOpen() throws IOException {
        var open = talked("+15550101005", "finch");
        attached(open);
        now = NOW.plus(Duration.ofDays(366));
        run();
        assertThat(files.count(message(open))).isZero();
        assertThat(kept()).contains("finch").doesNotContain("lamp");
        assertThat(work.last().orElseThrow().files()).isOne();
    }

    @Test
    void consentOutlivesTheConversationsAndARunIsOnTheRecordWithItsCounts() {
        for (var n = 0; n < 3; n++) {
            ended("+1555010200" + n, "wren", "");
        }
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into consent (account, channel, address, programme, standing, how, words, at)
                values ('city-sms', 'sms', '+15550102000', 'all', 'opted-out', 'keyword', 'STOP', now())
                """));
        run();
        assertThat(work.last().orElseThrow().conversations()).isEqualTo(3);
        List<String> consents = database.jdbi()
                .withHandle(handle -> handle.createQuery("select address from consent")
                        .mapTo(String.class)
                        .list());
        assertThat(consents).containsExactly("+15550102000");
        assertThat(Recorded.entries(database))
                .filteredOn(entry -> entry.kind().equals("retention.ran"))
                .singleElement()
                .satisfies(entry -> assertThat(new String(
                                entry.opening().orElseThrow().sealed().orElseThrow(), UTF_8))
                        .contains("\"conversations\":3", "\"day\":\"2028-03-02\""));
    }

    @Test
    void withoutAScheduleForAllOthersTheyStay() {
        schedules = List.of(PERMITS);
        now = NOW.plus(Duration.ofDays(9_000));
        ended("+15550101006", "lark", "waste");
        ended("+15550101007", "crane", "permits");
        run();
        assertThat(kept()).contains("lark").doesNotContain("crane");
    }
}
