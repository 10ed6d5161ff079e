package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.receiptLinks;
import static io.glassline.conversation.Samples.turn;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.MessageEvent;
import io.glassline.audit.ReadingEvent;
import io.glassline.channel.WebhookCall;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.log.Hash;
import io.glassline.log.LogSigner;
import io.glassline.log.TlogProof;
import io.glassline.media.InMemoryMediaFiles;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.person.PersonLink;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Erasure.Stage;
import io.glassline.privacy.ErasureWork;
import io.glassline.privacy.Erasures.Asked;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.Receipts.Page;
import io.glassline.storage.TestServers;
import io.glassline.storage.form.EnvelopeForm;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.Sequencer;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisSessions;
import io.glassline.store.Change;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.codec.StringCodec;

/// A citizen who said something everywhere is erased; then all that is kept is read as text.
class PgErasuresTest {

    private static final LogSigner LOG = new LogSigner("audit.city.example/log1", new byte[32]);
    private static final Actor ADA = Actor.atConsole("ada");
    private static final String SAID = "quetzal";

    private Database database;
    private Redis redis;
    private RedisSessions sessions;
    private PgConversationStore store;
    private PgErasures erasures;
    private PgReceipts receipts;
    private Instant now = NOW.plusSeconds(60);
    private final InMemoryMediaFiles files = new InMemoryMediaFiles();

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        redis = Redis.open(TestServers.redisUrl());
        redis.client().getKeys().flushall();
        sessions = new RedisSessions(redis, () -> now);
        store = new PgConversationStore(database);
        receipts = new PgReceipts(database, AUDIT);
        erasures = new PgErasures(database, AUDIT, UUID::randomUUID);
    }

    @AfterEach
    void close() {
        store.close();
        sessions.close();
        redis.close();
        database.close();
    }

    private ErasureWork work() {
        return new ErasureWork(erasures, sessions, files, () -> now);
    }

    private Inbound inbound(Lane lane, String providerId, Content content) {
        return Samples.inbound(lane, providerId, content, Optional.empty(), NOW);
    }

    private void arrived(Inbound message) {
        var call = new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/" + message.accountId(),
                Map.of("content-type", List.of("application/x-www-form-urlencoded")),
                ("From=" + URLEncoder.encode(message.from().value(), UTF_8) + "&Body="
                                + message.content().words())
                        .getBytes(UTF_8),
                NOW);
        try (var log = TestServers.inboundLog(database)) {
            log.accept(new Arrival(call, List.of(new Stamped(message, AUDIT.of(new MessageEvent.Receipt(message))))))
                    .join();
        }
    }

    private Conversation talked(Lane lane, Content content, ReceiptToken token) {
        var message = inbound(lane, "wamid." + lane.citizen().value(), content);
        arrived(message);
        var turn = turn(conversation(lane), message, "You said " + content.words() + ".");
        assertThat(store.commit(new Change(
                        turn.after(),
                        turn.messages(),
                        turn.finished(),
                        turn.decisions(),
                        turn.sends(),
                        turn.consents(),
                        turn.entries(),
                        List.of(ReceiptLink.of(token, turn.after(), NOW)))))
                .isTrue();
        sessions.keep(turn.after());
        return turn.after();
    }

    private void everythingElse(Lane lane, Conversation conversation) throws IOException {
        var address = lane.citizen().value();
        var ledger = new PgConsentLedger(database, AUDIT);
        ledger.write(new ConsentChange(lane, "all", ConsentChange.Standing.OPTED_OUT, "keyword", "stop " + SAID, NOW));
        ledger.close();
        new PgPersonLinks(database, AUDIT)
                .link(
                        new PersonLink(
                                UUID.randomUUID(),
                                lane,
                                Samples.lane(),
                                PersonLink.How.STAFF,
                                "ada",
                                "their " + SAID,
                                NOW),
                        ADA);
        new PgQuarantine(database, AUDIT)
                .keep(
                        lane.accountId(),
                        lane.citizen().channel(),
                        new WebhookCall(
                                "POST",
                                "",
                                "https://city.example/",
                                Map.of("x", List.of(SAID)),
                                ("from " + address + " " + SAID).getBytes(UTF_8),
                                NOW),
                        "not JSON");
        new PgAuditWriter(database)
                .write(AUDIT.of(
                        new ReadingEvent.Search("conversations", lane.citizen().shown(), ADA, NOW)));
        arrived(inbound(
                lane, "signal-" + address, new Signal.Edit(Optional.of(new Signal.About.ById("1")), SAID + " again")));
        var message = message(conversation);
        try (var draft = files.draft(message)) {
            draft.out().write(SAID.getBytes(UTF_8));
            draft.keep("text/plain");
        }
        for (var sql : List.of(
                "insert into attachment (message_id, account, state, told_type, file_name, received_at)"
                        + " values (:message, :account, 'READY', 'image/png', :said, now())",
                "insert into request (id, conversation_id, account, channel, address, language, service, given, asked_at,"
                        + " phase, notes, latitude, moved_at, photo, photo_link, photo_until) values (:message, :conversation,"
                        + " :account, :channel, :address, 'en', 'pothole', json_build_object('description', :said), now(),"
                        + " 'NUMBERED', :said, 40.5, now(), 'SENT', :said || cast(:message as text), now())",
                "insert into request_step (request_id, number, word, status, because, at)"
                        + " values (:message, 0, 'changed', :said, :said, now())",
                "insert into parked_report (account, provider_id, delivery, at, parked_at, words)"
                        + " values (:account, 'x', 'FAILED', now(), now(), 'nobody has ' || :address)",
                "insert into link_code (id, account, channel, address, other_account, other_channel, other_address, code,"
                        + " asked_by, because, asked_at) values (:message, 'a', 'sms', '+1', :account, :channel, :address,"
                        + " '123456', 'ada', :said, now())",
                "insert into alias (account, channel, address, person) values (:account, :channel, :address, :message)",
                "insert into phone_line (account, channel, address, heard_at) values (:account, :channel, :address, now())",
                "insert into rating (conversation_id, account, channel, address, language, about, at, question_id, points,"
                        + " words, answered_at) values (:conversation, :account, :channel, :address, 'en', '', now(),"
                        + " :message, 2, :said, now())",
                "update inbound set failure = :said || cast(:conversation as text) where id = :message",
                "update outbox set note = :said || :account where conversation_id = :conversation",
                "update conversation set session = json_build_object('flow', json_build_object('name', 'f', 'step', 's',"
                        + " 'slots', json_build_object('a', :said)), 'offered', json_build_array(),"
                        + " 'disclosed', true, 'misses', 0, 'lastSaid', :said) where id = :conversation")) {
            database.jdbi().useHandle(handle -> {
                var update = handle.createUpdate(sql);
                update.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
                update.bind("message", message.value())
                        .bind("conversation", conversation.id().value())
                        .bind("account", lane.accountId())
                        .bind("channel", lane.citizen().channel().name())
                        .bind("address", address)
                        .bind("said", SAID)
                        .execute();
            });
        }
        var index = new SearchIndex(database);
        while (index.step()) {}
    }

    private Message.Id message(Conversation conversation) {
        return new Message.Id(database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id from message where conversation_id = ? order by position limit 1")
                        .bind(0, conversation.id().value())
                        .mapTo(UUID.class)
                        .one()));
    }

    private void sendsAreSettled() {
        database.jdbi().useHandle(handle -> handle.execute("update outbox set settled_at = now(), leased = false"));
    }

    private Erasure asked(Lane lane) {
        return ((Asked.Begun) erasures.ask(
                        new Address(lane.citizen().channel(), lane.citizen().shown()), "she wrote us", ADA, now))
                .erasure();
    }

    private Erasure brought(Erasure erasure) {
        while (work().step()) {}
        return erasures.find(erasure.id()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "sms, +15550104477, +15550104477",
        "whatsapp, 15550104477, 15550104477",
        "telegram, 7700123987, 7700123987",
        "email, maria.soto@mail.example, maria.soto@mail.example",
        "voice, +15550104477;call=CA77, +15550104477",
        "web, visitor-8hJ2kL0q, visitor-8hJ2kL0q"
    })
    void nothingIsLeftOnAnyChannelAndOthersKeepTheirProofs(String channel, String address, String shown)
            throws IOException {
        var lane = new Lane("city-" + channel, new Address(new ChannelKind(channel), address));
        var token = receiptLinks().draw().token();
        var theirs = talked(
                lane,
                new Content.Media(
                        "image/png", URI.create("https://media.example/" + SAID), Optional.of(SAID), Optional.of(SAID)),
                token);
        everythingElse(lane, theirs);
        var photo = message(theirs);
        assertThat(files.count(photo)).isOne();
        var bea = new Lane("city-" + channel, new Address(new ChannelKind(channel), "bea@mail.example"));
        var hers = receiptLinks().draw().token();
        talked(bea, new Content.Text("Where is the library?"), hers);
        sendsAreSettled();
        database.jdbi().useHandle(handle -> handle.execute("analyze"));
        assertThat(dump()).contains(SAID).contains(shown.toLowerCase(Locale.ROOT));

        assertThat(brought(asked(lane)).stage()).isEqualTo(Stage.FINISHED);
        var index = new SearchIndex(database);
        while (index.step()) {}

        assertThat(dump().lines()
                        .filter(line -> line.contains(SAID) || line.contains(shown.toLowerCase(Locale.ROOT)))
                        .toList())
                .isEmpty();
        assertThat(files.count(photo)).isZero();
        new Sequencer(database, LOG, List.of(), InstantSource.fixed(NOW)).step();
        assertThat(proved(hers)).isEqualTo(2);
        assertThat(kinds()).contains("erasure.asked", "erasure.finished");
        assertThat(receipts.open(token, Page.RECEIPT, NOW)).isEmpty();
    }

    /// How many messages of a receipt are proved by the log.
    private int proved(ReceiptToken token) {
        var logged = new LogFiles(database, LOG.verifierKey());
        var proved = 0;
        for (var line : receipts.open(token, Page.RECEIPT, NOW).orElseThrow().lines()) {
            var entry = line.entry().orElseThrow();
            var index = entry.index().orElseThrow();
            var outcome = logged.proofs(List.of(index))
                    .get(index)
                    .verify(Hash.ofLeaf(entry.leaf()), LOG.verifierKey(), List.of());
            proved += outcome instanceof TlogProof.Outcome.Proved && line.said().isPresent() ? 1 : 0;
        }
        return proved;
    }

    private List<String> kinds() {
        return Recorded.entries(database).stream().map(entry -> entry.kind()).toList();
    }

    /// Every row of every table, with its bytes as text, what PostgreSQL sampled of them, and every key and value of
    /// Redis.
    private String dump() {
        var all = new ArrayList<String>();
        database.jdbi().useHandle(handle -> {
            for (var table : handle.createQuery("select relname from pg_class where relkind = 'r' and relnamespace ="
                            + " 'public'::regnamespace and relname not like 'flyway%'")
                    .mapTo(String.class)
                    .list()) {
                handle.createQuery("select t::text from " + table + " t")
                        .mapTo(String.class)
                        .forEach(row -> all.add(table + " " + row));
            }
            handle.createQuery("select s::text from pg_stats s where schemaname = 'public'")
                    .mapTo(String.class)
                    .forEach(row -> all.add("sampled " + row));
            handle.createQuery("select kept from envelope_batch")
                    .mapTo(byte[].class)
                    .forEach(kept -> EnvelopeForm.read(kept)
                            .forEach(call ->
                                    all.add("call " + new String(call.call().body(), ISO_8859_1))));
            handle.createQuery("select body from quarantine")
                    .mapTo(byte[].class)
                    .forEach(body -> all.add("quarantined " + new String(body, ISO_8859_1)));
            handle.createQuery("select convert_from(sealed, 'UTF8') from audit_entry where sealed is not null")
                    .mapTo(String.class)
                    .forEach(part -> all.add("sealed " + part));
        });
        redis.client()
                .getKeys()
                .getKeys()
                .forEach(key -> all.add("redis " + key + " "
                        + redis.client().getMap(key, StringCodec.INSTANCE).readAllMap()));
        return all.stream().map(String::toLowerCase).collect(Collectors.joining("\n"));
    }

    private Lane maria() {
        return new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550104477"));
    }

    @Test
    void itWaitsForATurnAMessageAndASend() {
        talked(maria(), new Content.Text(SAID), receiptLinks().draw().token());
        var erasure = asked(maria());
        assertThat(brought(erasure).stage()).as("a send is under way").isEqualTo(Stage.ASKED);

        sendsAreSettled();
        var turn = sessions.claim(maria(), Duration.ofMinutes(5)).orElseThrow();
        now = now.plusSeconds(10);
        assertThat(brought(erasure).stage()).as("a turn runs").isEqualTo(Stage.ASKED);

        sessions.release(turn, Optional.empty());
        sessions.hold(Set.of(maria()), "node-1", Duration.ofMinutes(1));
        now = now.plusSeconds(10);
        assertThat(brought(erasure).stage()).as("a message is in a spool").isEqualTo(Stage.ASKED);

        sessions.letGo(Set.of(maria()), "node-1");
        now = now.plusSeconds(10);
        assertThat(brought(erasure).stage()).isEqualTo(Stage.FINISHED);
    }

    @Test
    void itGoesOnWhereItWasInterrupted() {
        talked(maria(), new Content.Text(SAID), receiptLinks().draw().token());
        sendsAreSettled();
        var erasure = asked(maria());
        var stages = new ArrayList<Stage>();
        for (var at = erasure; !at.isOver(); at = erasures.find(erasure.id()).orElseThrow()) {
            stages.add(at.stage());
            var other = new PgErasures(database, AUDIT, UUID::randomUUID);
            new ErasureWork(other, sessions, files, () -> now).bringOn(at);
            new ErasureWork(other, sessions, files, () -> now).bringOn(at); // as one that was killed before it knew
        }
        assertThat(stages).startsWith(Stage.ASKED, Stage.CALLS).contains(Stage.FILES, Stage.SWEEP, Stage.DEAD_ROWS);
        assertThat(dump()).doesNotContain(SAID, "15550104477");
        assertThat(kinds()).containsOnlyOnce("erasure.asked", "erasure.finished");
    }

    @Test
    void aMessageThatComesOutOfASpoolLaterIsErasedToo() {
        talked(maria(), new Content.Text(SAID), receiptLinks().draw().token());
        sendsAreSettled();
        var erasure = work().bringOn(asked(maria()));
        assertThat(erasure.stage()).isEqualTo(Stage.CALLS);
        arrived(inbound(maria(), "late", new Content.Text(SAID + " late")));

        assertThat(brought(erasure).stage()).isEqualTo(Stage.ASKED);
        database.jdbi().useHandle(handle -> handle.execute("update inbound set finished_at = now()"));
        now = now.plusSeconds(10);
        assertThat(brought(erasure).stage()).isEqualTo(Stage.FINISHED);
        assertThat(dump()).doesNotContain(SAID, "15550104477");
    }

    @Test
    void whatIsSaidAfterwardsStays() {
        talked(maria(), new Content.Text(SAID), receiptLinks().draw().token());
        sendsAreSettled();
        var erasure = work().bringOn(asked(maria()));
        var later = Samples.inbound(
                maria(), "later", new Content.Text("Hello again"), Optional.empty(), now.plusSeconds(1));
        arrived(later);
        assertThat(brought(erasure).stage()).isEqualTo(Stage.FINISHED);
        assertThat(dump()).contains("hello again").contains("+15550104477");
    }

    @Test
    void aHoldBeatsEverything() {
        talked(maria(), new Content.Text(SAID), receiptLinks().draw().token());
        sendsAreSettled();
        var begun = asked(maria());
        var hold = erasures.hold(maria().citizen(), "Soto v. Alder Bay", ADA, now);

        assertThat(brought(begun).stage()).isEqualTo(Stage.REFUSED);
        assertThat(erasures.ask(maria().citizen(), "again", ADA, now)).isEqualTo(new Asked.Held(hold));
        assertThat(hold.sentence()).contains("ada", "2026-03-02", "Soto v. Alder Bay");
        assertThat(dump()).contains(SAID);

        assertThat(erasures.lift(maria().citizen(), "settled", ADA, now)).isTrue();
        assertThat(erasures.lift(maria().citizen(), "settled", ADA, now)).isFalse();
        assertThat(brought(asked(maria())).stage()).isEqualTo(Stage.FINISHED);
        assertThat(dump()).doesNotContain(SAID, "15550104477");
        assertThat(kinds()).contains("hold.set", "erasure.refused", "hold.lifted", "erasure.finished");
    }

    @Test
    void theRecordIsGivenOutWithWhatOpensItAndAfterwardsThereIsNone() throws IOException {
        everythingElse(
                maria(),
                talked(maria(), new Content.Text(SAID), receiptLinks().draw().token()));
        var records = new PgCitizenRecords(database, AUDIT);

        var before = records.export(maria().citizen(), ADA, now);
        assertThat(before.conversations())
                .singleElement()
                .satisfies(conversation -> assertThat(conversation.lines())
                        .extracting(line -> line.said().orElseThrow())
                        .containsExactly(SAID, "You said " + SAID + "."));
        assertThat(before.consents())
                .singleElement()
                .satisfies(one -> assertThat(one.words()).contains(SAID));
        assertThat(before.requests())
                .singleElement()
                .satisfies(one -> assertThat(one.given()).containsValue(SAID));
        assertThat(kinds()).containsOnlyOnce("export.made");

        sendsAreSettled();
        brought(asked(maria()));
        var after = records.export(maria().citizen(), ADA, now);
        assertThat(after.messages()).isZero();
        assertThat(after.consents()).isEmpty();
        assertThat(after.requests()).isEmpty();
    }

    /// Whoever knows all numbers there are could otherwise try each.
    @Test
    void noKeyIsLeftByWhichAnAddressCouldBeTried() throws IOException {
        everythingElse(
                maria(),
                talked(maria(), new Content.Text(SAID), receiptLinks().draw().token()));
        sendsAreSettled();
        brought(asked(maria()));

        var keys = database.jdbi()
                .withHandle(handle -> handle.createQuery("select kind from audit_entry where words_salt is not null")
                        .mapTo(String.class)
                        .list());
        assertThat(keys).isEmpty();
    }
}
