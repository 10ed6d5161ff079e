package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.receiptLinks;
import static io.glassline.conversation.Samples.turn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Lane;
import io.glassline.log.Hash;
import io.glassline.log.LogSigner;
import io.glassline.log.TlogProof;
import io.glassline.message.ChannelKind;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Decided;
import io.glassline.receipt.ConversationReceipt.Entry;
import io.glassline.receipt.ConversationReceipt.Line;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.Receipts;
import io.glassline.receipt.Receipts.Page;
import io.glassline.storage.TestServers;
import io.glassline.storage.log.LogFiles;
import io.glassline.storage.log.Sequencer;
import io.glassline.store.Change;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgReceiptsTest {

    private static final LogSigner LOG = new LogSigner("audit.city.example/log1", new byte[32]);

    private Database database;
    private PgConversationStore store;
    private Receipts receipts;

    private final ReceiptToken token = receiptLinks().draw().token();
    private final Lane ana = lane(new ChannelKind("sms"));

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        receipts = new PgReceipts(database, AUDIT);
        asked(ana, "When are the bins emptied?", token);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private void asked(Lane lane, String words, ReceiptToken given) {
        var inbound = inbound(lane, "1", words);
        try (var inbounds = TestServers.inboundLog(database)) {
            inbounds.accept(arrival(inbound)).join();
        }
        var turn = turn(conversation(lane), inbound, "On Tuesday.");
        assertThat(store.commit(new Change(
                        turn.after(),
                        turn.messages(),
                        turn.finished(),
                        turn.decisions(),
                        turn.sends(),
                        turn.consents(),
                        turn.entries(),
                        List.of(ReceiptLink.of(given, turn.after(), NOW)))))
                .isTrue();
    }

    private ConversationReceipt opened() {
        return receipts.open(token, Page.RECEIPT, NOW).orElseThrow();
    }

    @Test
    void itShowsWhatWasSaidAndWhatWasDecided() {
        assertThat(opened().lines())
                .extracting(line -> line.author().role() + ": " + line.said().orElse("?"))
                .containsExactly("citizen: When are the bins emptied?", "bot: On Tuesday.");
        assertThat(opened().lines()
                        .getFirst()
                        .decision()
                        .orElseThrow()
                        .decision()
                        .outcome())
                .isEqualTo("bot:waste/collection");
        assertThat(opened().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void eachOfItsEntriesIsOpenedAndInTheLog() {
        assertThat(opened().lines().getFirst().entry().orElseThrow().index()).isEmpty();
        new Sequencer(database, LOG, List.of(), InstantSource.fixed(NOW)).step();
        var files = new LogFiles(database, LOG.verifierKey());

        var entries = opened().lines().stream()
                .flatMap(line -> Stream.concat(line.entry().stream(), line.decision().flatMap(Decided::entry).stream()))
                .toList();
        assertThat(entries).hasSize(3);
        var proofs = files.proofs(
                entries.stream().map(entry -> entry.index().orElseThrow()).toList());
        for (var entry : entries) {
            assertThat(proofs.get(entry.index().orElseThrow())
                            .verify(Hash.ofLeaf(entry.leaf()), LOG.verifierKey(), List.of()))
                    .isInstanceOf(TlogProof.Outcome.Proved.class);
            assertThat(new String(entry.leaf(), UTF_8))
                    .contains("\"c\":\"" + commitment(2, entry.sealed().orElseThrow()) + "\"");
        }
        assertThat(files.proofs(List.of(1_000L))).isEmpty();
        for (var line : opened().lines()) {
            var entry = line.entry().orElseThrow();
            assertThat(text(entry.sealed().orElseThrow()))
                    .contains("\"words\":\"" + commitment(1, entry.words().orElseThrow()) + "\"");
            assertThat(text(entry.words().orElseThrow())).contains(line.said().orElseThrow());
        }
    }

    /// As anyone would compute it, by no code of ours.
    private static String commitment(int over, ConversationReceipt.Opened opened) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(opened.salt(), "HmacSHA256"));
            mac.update((byte) over);
            return Base64.getEncoder().encodeToString(mac.doFinal(opened.bytes()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ConversationReceipt.Opened opened) {
        return new String(opened.bytes(), UTF_8);
    }

    @Test
    void aLinkShowsItsConversationUntilItExpiresAndNoOtherEver() {
        var bea = lane(new ChannelKind("sms"));
        var hers = receiptLinks().draw().token();
        asked(bea, "Who are you?", hers);

        assertThat(said(hers, Duration.ZERO)).containsExactly("Who are you?", "On Tuesday.");
        assertThat(said(token, ReceiptLink.GOOD_FOR.minusSeconds(1))).startsWith("When are the bins emptied?");
        assertThat(said(token, ReceiptLink.GOOD_FOR)).isEmpty();
        assertThat(said(receiptLinks().draw().token(), Duration.ZERO)).isEmpty();
    }

    private List<String> said(ReceiptToken by, Duration after) {
        return receipts.open(by, Page.RECEIPT, NOW.plus(after)).stream()
                .flatMap(receipt -> receipt.lines().stream())
                .map(line -> line.said().orElse("?"))
                .toList();
    }

    @Test
    void theTokenIsNotInTheTable() {
        var rows = database.jdbi()
                .withHandle(handle -> handle.createQuery("select l::text from receipt_link l")
                        .mapTo(String.class)
                        .list());
        assertThat(rows).hasSize(1).noneMatch(row -> row.contains(token.text()));
    }

    @Test
    void eachOpeningIsOnTheRecordAndLooksWithinAQuarterOfAnHourAreOne() {
        for (var minutes : List.of(0, 5, 14, 15, 16, 31)) {
            receipts.open(token, Page.TRACK, NOW.plus(Duration.ofMinutes(minutes)));
        }
        receipts.open(token, Page.RECEIPT, NOW);
        receipts.open(receiptLinks().draw().token(), Page.RECEIPT, NOW);

        var openings = Recorded.entries(database).stream()
                .filter(entry -> entry.kind().equals("receipt.opened"))
                .toList();
        assertThat(openings)
                .extracting(AuditEntry::at)
                .containsExactly(NOW, NOW.plus(Duration.ofMinutes(15)), NOW.plus(Duration.ofMinutes(31)), NOW);
        assertThat(new String(
                        openings.getLast().opening().orElseThrow().sealed().orElseThrow(), UTF_8))
                .contains("\"who\":\"holder\"", "\"way\":\"receipt\"")
                .doesNotContain("from", token.text());
    }

    @Test
    void whatWasErasedStaysErased() {
        database.jdbi().useHandle(handle -> handle.execute("update audit_entry set words_salt = null"));
        assertThat(opened().lines()).allSatisfy(line -> {
            assertThat(line.said()).isEmpty();
            assertThat(line.entry().flatMap(Entry::words)).isEmpty();
            assertThat(line.entry().flatMap(Entry::sealed)).isPresent();
        });
        database.jdbi().useHandle(handle -> handle.execute("update audit_entry set salt = null, sealed = null"));
        assertThat(opened().lines()).extracting(Line::said).containsOnly(Optional.empty());
    }

    @Test
    void linksThatAreOverAreTakenAwayWhenOthersAreGiven() {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update receipt_link set expires_at = ?",
                        NOW.minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC)));
        asked(lane(new ChannelKind("sms")), "Hello", receiptLinks().draw().token());

        var left = database.jdbi()
                .withHandle(handle -> handle.createQuery("select digest from receipt_link")
                        .mapTo(String.class)
                        .list());
        assertThat(left).hasSize(1);
    }
}
