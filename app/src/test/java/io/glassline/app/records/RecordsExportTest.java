package io.glassline.app.records;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.audit.Actor;
import io.glassline.audit.DeskEvent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.desk.ReadingLog;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.figure.Topics;
import io.glassline.log.GivenRecords;
import io.glassline.log.LogSigner;
import io.glassline.log.MessageProof;
import io.glassline.media.Attachment;
import io.glassline.media.InMemoryMediaFiles;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.privacy.Erasures.Asked;
import io.glassline.records.Reason;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsDesk.Outcome;
import io.glassline.records.RecordsRules;
import io.glassline.records.Selection;
import io.glassline.records.Wanted;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.Sequencer;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgAttachments;
import io.glassline.storage.postgres.PgAuditWriter;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgErasures;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.postgres.PgQuarantine;
import io.glassline.storage.postgres.PgRecordsRequests;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpoolListener;
import io.glassline.storage.spool.SpooledLanes;
import io.glassline.store.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A folder that is given out, over a real record with a log: what was kept back is looked for in every byte of it, and
/// the verifier that knows nothing of the city checks the rest.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordsExportTest {

    private static final LogSigner LOG =
            new LogSigner("audit.city.example/log1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private static final Actor ADA = Actor.atConsole("ada");
    private static final Address MARIA = new Address(new ChannelKind("sms"), "+15550104477");
    private static final Address OFFICE = new Address(new ChannelKind("sms"), "+15550101001");
    private static final Set<String> KEPT_BACK =
            Set.of("quetzal", "12 elm", "elm street", "010-4477", "0104477", "rude");

    private EmbeddedServers servers;
    private Database database;
    private PgConversationStore store;
    private PgInboundLog inbound;
    private final InMemoryMediaFiles files = new InMemoryMediaFiles();

    @TempDir
    private Path temporary;

    private RecordsDesk desk;
    private RecordsExport export;
    private Sequencer sequencer;
    private int said;

    @BeforeAll
    void start() throws Exception {
        servers = EmbeddedServers.start(Path.of("target", "embedded"));
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    @AfterEach
    void close() {
        inbound.close();
        store.close();
        database.close();
    }

    @BeforeEach
    void aCityInWhichTwoPeopleWrote() throws Exception {
        try (var connection = DriverManager.getConnection(servers.jdbcUrl(), servers.user(), servers.password());
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists gis cascade; drop schema public cascade; create schema public");
        }
        database = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 6);
        store = new PgConversationStore(database);
        inbound = new PgInboundLog(
                database,
                Spool.open(Files.createTempDirectory(temporary, "spool"), Spool.BYTES_MAX_DEFAULT, () -> 1),
                new SpooledLanes(SpoolListener.NOBODY, _ -> {}),
                new PgQuarantine(database, AUDIT));
        sequencer = new Sequencer(database, LOG, List.of(), InstantSource.fixed(NOW));
        desk = new RecordsDesk(
                new PgRecordsRequests(database, AUDIT, NoTopics::new),
                () -> new RecordsRules(
                        10,
                        List.of(new Reason(
                                "12.4(a)", Map.of(Locale.ENGLISH, "Personal privacy"), "Ordinance 12.4", Set.of()))),
                List::of,
                _ -> false,
                new ReadingLog(AUDIT, new PgAuditWriter(database)::write, () -> NOW),
                () -> NOW,
                UUID::randomUUID);
        export = new RecordsExport(
                desk,
                new LogFiles(database, LOG.verifierKey()),
                files,
                () -> new RecordsExport.City("Alder Bay", ZoneId.of("America/New_York")),
                () -> NOW);
        maria();
        said(new Lane("city-sms", OFFICE), new Content.Text("When is trash day? =1+1 <b>"));
        sequencer.step();
    }

    private static final class NoTopics implements Topics {

        @Override
        public Optional<String> ofAnswer(String with) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ofQueue(QueueId queue) {
            return Optional.empty();
        }
    }

    /// She writes with a photo, and a colleague writes a note about her.
    private void maria() throws IOException {
        var lane = new Lane("city-sms", MARIA);
        said(lane, new Content.Text("I am Maria Quetzal at 12 Elm Street, call (555) 010-4477. Maria Quetzal!"));
        var photo = said(
                lane,
                new Content.Media(
                        "image/jpeg",
                        URI.create("https://media.example/1"),
                        Optional.of("my cellar"),
                        Optional.of("secret-cellar.jpg")));
        var attachments = new PgAttachments(database);
        assertThat(attachments.enrol(NOW, 9)).isOne();
        var claim = attachments.claim(NOW, Duration.ofMinutes(1), 1).getFirst();
        try (var draft = files.draft(claim.attachment().message())) {
            draft.out().write("a picture".getBytes(UTF_8));
            var kept = claim.attachment().stored(draft.keep("image/jpeg")).in(Attachment.State.READY, "");
            assertThat(attachments.write(claim, kept, Optional.empty(), false)).isTrue();
        }
        var note = new Note(UUID.randomUUID(), photo.messageCount(), "ada", "He was rude.", Set.of(), NOW);
        assertThat(store.commit(new Change(
                        photo.nextVersion(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(AUDIT.of(new DeskEvent.Noting(photo, note, ADA, NOW))),
                        List.of(),
                        List.of(note),
                        Optional.empty(),
                        Optional.empty())))
                .isTrue();
    }

    private Conversation said(Lane lane, Content content) {
        var message = Samples.inbound(lane, "SM" + said++, content, Optional.empty(), NOW);
        inbound.accept(Samples.arrival(message)).join();
        var before = store.findOpen(lane).orElseGet(() -> Samples.conversation(lane));
        var turn = Samples.turn(before, message, "Thank you. Public Works has it.");
        assertThat(store.commit(turn)).isTrue();
        return turn.after();
    }

    private UUID inReview() {
        var made = done(desk.make(
                "Harbor Gazette", "All of Maria Quetzal", LocalDate.parse("2026-03-01"), Optional.empty(), ADA));
        var all = new Selection(
                NOW.minusSeconds(60), NOW.plusSeconds(60), Optional.empty(), Optional.empty(), Optional.empty(), "");
        assertThat(done(desk.take(made.id(), all, ADA))).isEqualTo(2);
        return made.id();
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).what();
    }

    /// Her address, name, telephone, street and the note are kept back; of the office everything is released.
    private UUID decided() {
        var id = inReview();
        for (var line : desk.lines(id)) {
            var item = desk.open(id, line.number(), ADA).orElseThrow();
            var isMaria = item.conversation().lane().citizen().equals(MARIA);
            var wanted = item.pieces().stream()
                    .map(piece -> {
                        var text = item.text(piece).orElseThrow();
                        var words = KEPT_BACK_WORDS.stream()
                                .filter(text::contains)
                                .map(one -> new Wanted.Words(one, "12.4(a)"))
                                .toList();
                        var ruling = !isMaria
                                ? "released"
                                : switch (piece.kind()) {
                                    case ADDRESS, NOTE -> "withheld";
                                    case FILE, SUBJECT -> "released";
                                    case MESSAGE -> words.isEmpty() ? "released" : "redacted";
                                };
                        return new Wanted(piece.number(), 0, ruling, "12.4(a)", List.of(), words);
                    })
                    .toList();
            assertThat(desk.decide(id, line.number(), wanted, ADA).wrong()).isEmpty();
        }
        return id;
    }

    private static final List<String> KEPT_BACK_WORDS = List.of("Quetzal", "12 Elm Street", "(555) 010-4477");

    private Path unpacked(UUID id) throws IOException {
        var folder = Files.createTempDirectory(temporary, "given");
        var packed = done(export.of(id, ADA));
        try (var zip = new ZipInputStream(Files.newInputStream(packed))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        Files.delete(packed);
        return folder;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static GivenRecords.Found verified(Path folder) throws IOException {
        return GivenRecords.verify(folder, LOG.verifierKey(), Optional.empty());
    }

    @Test
    void whatWasKeptBackIsInNoByteOfTheFolder() throws Exception {
        var id = decided();
        var folder = unpacked(id);
        for (var file : files(folder)) {
            var texts = new ArrayList<>(List.of(new String(Files.readAllBytes(file), ISO_8859_1)));
            if (file.toString().endsWith(".tlog-proof")) {
                texts.addAll(openings(texts.getFirst()));
            }
            for (var text : texts) {
                assertThat(KEPT_BACK.stream().filter(text.toLowerCase(Locale.ROOT)::contains))
                        .as(file.toString())
                        .isEmpty();
            }
        }
        var page = Files.readString(folder.resolve("conversations/0001.html"))
                + Files.readString(folder.resolve("conversations/0002.html"));
        assertThat(page).contains("I am Maria <span class=\"bar\">", "12.4(a)</span>, call <span", "my cellar");
        assertThat(page)
                .as("what is released is escaped")
                .contains("=1+1 &#60;b&#62;")
                .doesNotContain("<b>");
        assertThat(Files.readString(folder.resolve("index.html")))
                .contains("Personal privacy", "Ordinance 12.4", id.toString())
                .as("who asked for what may name somebody")
                .doesNotContain("Harbor Gazette", "All of Maria");
    }

    /// What a proof says in base64.
    private static List<String> openings(String proof) {
        return proof.lines()
                .filter(line -> line.startsWith("extra "))
                .map(line -> new String(Base64.getDecoder().decode(line.substring("extra ".length())), ISO_8859_1))
                .toList();
    }

    @Test
    void theVerifierFindsEveryProofGoodAndWordsOnlyWhereTheAddressIsReleased() throws Exception {
        var id = decided();
        var folder = unpacked(id);
        var found = verified(folder);
        assertThat(found.faults()).isEmpty();
        assertThat(found.words())
                .as("the question of the office, and the answer")
                .isEqualTo(2);
        assertThat(found.entries()).as("four messages of Maria's conversation").isEqualTo(4);
        assertThat(found.unproved()).as("two addresses, a file and a note").isEqualTo(4);
        try (var proofs = Files.list(folder.resolve("proofs"))) {
            assertThat(proofs.map(proof -> proved(proof).getClass().getSimpleName()))
                    .containsOnly("Proved", "InLog");
        }
        var digest = HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve("SHA256SUMS"))));
        assertThat(desk.find(id).orElseThrow().given().orElseThrow().digest())
                .as("what the record has of it")
                .isEqualTo(digest);
        Files.writeString(folder.resolve("conversations/0001.html"), "all is well");
        assertThat(verified(folder).faults())
                .containsExactly("conversations/0001.html is not the file that is listed in SHA256SUMS");
    }

    private static MessageProof.Outcome proved(Path proof) {
        try {
            return MessageProof.verify(Files.readAllBytes(proof), LOG.verifierKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachRowSaysWhatWasDecidedAndTheTablesSayTheSame() throws Exception {
        var folder = unpacked(decided());
        var rows = new ObjectMapper().readTree(folder.resolve("index.json").toFile());
        assertThat(rows).hasSize(10);
        assertThat(rows.findValuesAsText("decision"))
                .containsOnly("released", "redacted", "withheld")
                .filteredOn("withheld"::equals)
                .hasSize(2);
        assertThat(rows.findValuesAsText("text"))
                .contains(
                        "I am Maria [redacted: 12.4(a)] at [redacted: 12.4(a)], call [redacted: 12.4(a)]."
                                + " Maria [redacted: 12.4(a)]!",
                        "When is trash day? =1+1 <b>");
        var csv = Files.readString(folder.resolve("index.csv"));
        assertThat(csv.lines()).hasSize(11);
        assertThat(csv.lines().findFirst().orElseThrow().split(","))
                .as("each column is described")
                .allSatisfy(column -> assertThat(Files.readString(folder.resolve("columns.csv")))
                        .contains("\n" + column + ","));
        var file = rows.findValuesAsText("file").stream()
                .filter(path -> !path.isEmpty())
                .toList();
        assertThat(file).singleElement().asString().endsWith(".jpg");
        assertThat(folder.resolve(file.getFirst())).hasContent("a picture");
    }

    @Test
    void nothingIsGivenOutBeforeEverythingIsDecided() throws Exception {
        var id = inReview();
        assertThat(export.of(id, ADA))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.because()).startsWith("10 of 10 pieces wait for a decision"));
        assertThat(desk.find(id).orElseThrow().given()).isEmpty();
    }

    @Test
    void whoIsErasedDuringTheReviewIsInNothingThatIsGivenOut() throws Exception {
        var id = decided();
        var erasures = new PgErasures(database, AUDIT, UUID::randomUUID);
        var asked = (Asked.Begun) erasures.ask(MARIA, "she asked", ADA, NOW);
        erasures.replace(asked.erasure(), NOW);
        var folder = unpacked(id);
        assertThat(Files.readString(folder.resolve("index.html"))).contains("erased since this request was taken up");
        for (var file : files(folder)) {
            assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("Maria", "my cellar", "Quetzal");
        }
        var found = verified(folder);
        assertThat(found.faults()).isEmpty();
        assertThat(found.words()).isEqualTo(2);
        assertThat(found.entries()).isZero();
    }
}
