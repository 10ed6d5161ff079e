package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.log.LogSigner;
import io.glassline.log.VerifierKey;
import io.glassline.storage.log.LogState.Compared;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A log that is held is not signed, by no node, until somebody has decided. How it compares with what was seen is
/// told.
class LogHoldTest {

    private static final VerifierKey LOG = TestRecord.SIGNER.verifierKey();

    private final TestRecord record = new TestRecord();

    @BeforeEach
    void threeHundredEntries() {
        record.write(0, 300);
        record.sequencer().step();
    }

    @AfterEach
    void noHold() {
        record.run("delete from log_hold");
    }

    private void hold(VerifierKey log) {
        var hold = new LogHold(log, TestRecord.NOW, "its database was put back", Optional.empty());
        record.database.jdbi().useHandle(hold::set);
    }

    private boolean lift() {
        return record.database.jdbi().withHandle(handle -> LogHold.lift(LOG, handle));
    }

    @Test
    void whatIsHeldIsNeitherSequencedNorSigned() {
        hold(LOG);
        record.write(300, 10);
        var sequencer = record.sequencer();

        assertThatThrownBy(sequencer::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its database was put back")
                .hasMessageContaining("docs/operations/restore.md");
        assertThat(sequencer.refusal()).isPresent();
        assertThat(record.publishedSize()).isEqualTo(300);
        assertThat(record.sequenced()).hasSize(300);
    }

    @Test
    void onceItIsLiftedTheLogGoesOn() {
        hold(LOG);
        record.write(300, 10);

        assertThat(lift()).isTrue();

        record.sequencer().step();
        assertThat(record.publishedSize()).isEqualTo(310);
        assertThat(lift()).isFalse();
    }

    @Test
    void aLogOfAnotherNameIsNotHeldByIt() {
        hold(new LogSigner(
                        "other.city.example/log1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                .verifierKey());
        record.write(300, 10);

        record.sequencer().step();

        assertThat(record.publishedSize()).isEqualTo(310);
    }

    @Test
    void aCheckpointIsContainedOrMissesEntriesOrIsOfAnotherPast() {
        var early = record.checkpoint();
        record.write(300, 50);
        record.sequencer().step();
        var late = record.checkpoint();

        assertThat(compared(early)).isInstanceOf(Compared.Contained.class);
        var another = new TestRecord(); // which is emptied
        another.write(0, 300);
        another.sequencer().step();
        assertThat(compared(early)).isInstanceOf(Compared.Contained.class);
        assertThat(compared(late))
                .isInstanceOfSatisfying(
                        Compared.Behind.class,
                        behind -> assertThat(behind.seen().size()).isEqualTo(350));
        another.write(1_000, 50);
        another.sequencer().step();
        assertThat(compared(late)).isInstanceOf(Compared.Contradicted.class);
        assertThat(compared("no note".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Compared.Contradicted.class);
    }

    private Compared compared(byte[] note) {
        return record.database.jdbi().withHandle(handle -> LogState.in(handle).compare(note, LOG, handle));
    }
}
