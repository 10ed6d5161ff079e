package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.receiptLinks;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.message.ChannelKind;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.receipt.Receipts;
import io.glassline.receipt.RecordCode;
import io.glassline.receipt.RecordLinks;
import io.glassline.receipt.RecordLinks.Answer;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgRecordLinksTest {

    private Database database;
    private RecordLinks links;

    private final ReceiptLinks.Drawn drawn = receiptLinks().draw();
    private final Lane ana = lane(new ChannelKind("sms"));
    private final Conversation talk = conversation(ana);

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        links = new PgRecordLinks(database);
        given(ReceiptLink.ofRecord(drawn.token(), drawn.links().code(), talk, NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void given(ReceiptLink link) {
        try (var store = new PgConversationStore(database)) {
            assertThat(store.commit(new Change(
                            talk.nextVersion(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(link))))
                    .isTrue();
        }
    }

    private Answer answer(String code) {
        return links.open(drawn.token(), code, NOW);
    }

    private String other() {
        return drawn.links().code().equals("000001") ? "000002" : "000001";
    }

    @Test
    void theCodeOpensItAsOftenAsItIsGood() {
        for (var look = 0; look < 2; look++) {
            assertThat(answer(drawn.links().code()))
                    .isEqualTo(new Answer.Open(ana.citizen(), talk.language(), NOW.plus(ReceiptLink.RECORD_GOOD_FOR)));
        }
    }

    @Test
    void afterFiveWrongOnesNothingOpensIt() {
        for (var left = RecordCode.TRIES_MAX - 1; left >= 0; left--) {
            assertThat(answer(other())).isEqualTo(new Answer.Wrong(talk.language(), left));
        }
        assertThat(answer(drawn.links().code())).isEqualTo(new Answer.Nothing());
        assertThat(links.waits(drawn.token(), NOW)).isEmpty();
    }

    @Test
    void afterADayItIsOver() {
        assertThat(links.waits(drawn.token(), NOW)).contains(talk.language());
        assertThat(links.waits(drawn.token(), NOW.plus(Duration.ofHours(24)))).isEmpty();
    }

    @Test
    void itIsNoReceiptNorIsAReceiptARecord() {
        assertThat(new PgReceipts(database, AUDIT).open(drawn.token(), Receipts.Page.RECEIPT, NOW))
                .isEmpty();
        assertThat(links.waits(receiptLinks().draw().token(), NOW)).isEmpty();
    }

    @Test
    void neitherTokenNorCodeIsKept() {
        var kept = database.jdbi()
                .withHandle(handle -> handle.createQuery("select row_to_json(l)::text from receipt_link l")
                        .mapTo(String.class)
                        .one());
        assertThat(kept).doesNotContain(drawn.token().text());
        assertThat(kept.replaceAll("[0-9a-f]{64}", ""))
                .doesNotContain("\"" + drawn.links().code() + "\"");
    }
}
