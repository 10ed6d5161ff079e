package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.log.EntryBundle;
import io.glassline.log.Hash;
import io.glassline.log.TlogProof;
import io.glassline.log.Verdict;
import io.glassline.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFilesTest {

    private final TestRecord record = new TestRecord();

    @Test
    void beforeTheFirstCheckpointThereIsOnlyTheKey() {
        record.write(0, 3);

        assertThat(record.files().get("checkpoint")).isEmpty();
        assertThat(record.files().get("tile/0/000.p/3")).isEmpty();
        assertThat(record.files().proof(0)).isEmpty();
        assertThat(record.files().get("vkey").orElseThrow().bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(TestRecord.SIGNER.verifierKey() + "\n");
    }

    @Test
    void whatAnyoneReadsEndsWithTheLastCheckpoint() {
        assertThat(record.files().published()).isEmpty();
        assertThat(record.files().leaves(0, 10)).isEmpty();

        logOf(600);

        assertThat(record.files().published().orElseThrow().size()).isEqualTo(600);
        assertThat(record.files().leaves(595, 10_000)).hasSize(5);
        assertThat(record.files().leaves(600, 700)).isEmpty();
        assertThat(record.files().leaves(-5, 1)).hasSize(1);
        assertThat(record.files().leaves(3, 5))
                .allSatisfy(leaf -> assertThat(leaf).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # path                    | bytes | type                      | for ever
          checkpoint              |       | text/plain; charset=utf-8 | false
          vkey                    |       | text/plain; charset=utf-8 | false
          tile/0/000              | 8192  | application/octet-stream  | true
          tile/0/001              | 8192  | application/octet-stream  | true
          tile/0/002.p/88         | 2816  | application/octet-stream  | true
          tile/1/000.p/2          | 64    | application/octet-stream  | true
          tile/entries/000        |       | application/octet-stream  | true
          tile/entries/002.p/88   |       | application/octet-stream  | true
          tile/0/000.p/1          | 32    | application/octet-stream  | true
          tile/0/002.p/87         | 2784  | application/octet-stream  | true
          tile/1/000.p/1          | 32    | application/octet-stream  | true
          tile/entries/000.p/255  |       | application/octet-stream  | true
          tile/entries/002.p/1    |       | application/octet-stream  | true
        """)
    void aLogOf600HasTheseFiles(String path, Integer bytes, String type, boolean immutable) {
        logOf(600);

        var file = record.files().get(path).orElseThrow();

        assertThat(file.contentType()).isEqualTo(type);
        assertThat(file.immutable()).isEqualTo(immutable);
        assertThat(file.bytes()).isNotEmpty();
        if (bytes != null) {
            assertThat(file.bytes()).hasSize(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/checkpoint",
                "checkpoint/",
                "Checkpoint",
                "tile",
                "tile/0/002",
                "tile/0/002.p/89",
                "tile/0/002.p/0",
                "tile/0/003",
                "tile/1/000",
                "tile/1/000.p/3",
                "tile/2/000.p/1",
                "tile/63/000",
                "tile/64/000",
                "tile/0/000.p/256",
                "tile/0/0",
                "tile/00/000",
                "tile/0/x000/000",
                "tile/0/-01",
                "tile/0/000/",
                "tile/entries/002",
                "tile/entries/002.p/89",
                "tile/entries/003.p/1",
                "tile/../checkpoint",
                "tile/0/x999/x999/x999/x999/x999/999"
            })
    void aLogOf600HasNoOthers(String path) {
        logOf(600);

        assertThat(record.files().get(path)).isEmpty();
    }

    @Test
    void aBundleIsTheEntriesInOrderAndANarrowerOneItsBeginning() {
        logOf(600);

        assertThat(entries("tile/entries/001")).containsExactlyElementsOf(leaves(256, 512));
        assertThat(entries("tile/entries/002.p/88")).containsExactlyElementsOf(leaves(512, 600));
        assertThat(entries("tile/entries/002.p/5")).containsExactlyElementsOf(leaves(512, 517));
        assertThat(entries("tile/entries/000.p/17")).containsExactlyElementsOf(leaves(0, 17));
    }

    @Test
    void aNarrowerTileIsTheBeginningOfTheWider() {
        logOf(600);
        var full = record.files().get("tile/0/001").orElseThrow().bytes();

        for (var width : new int[] {1, 44, 255}) {
            assertThat(record.files().get("tile/0/001.p/" + width).orElseThrow().bytes())
                    .isEqualTo(Arrays.copyOf(full, width * Hash.BYTES));
        }
    }

    @Test
    void whatNoCheckpointCoversIsNotHandedOut() {
        logOf(300);
        record.write(300, 300);
        assertThatThrownBy(() -> record.sequencerThatDiesBeforeItSigns().step())
                .isInstanceOf(TestRecord.PowerCut.class);
        var files = record.files();

        assertThat(files.get("tile/0/001.p/44")).isPresent();
        assertThat(files.get("tile/0/001.p/45")).isEmpty();
        assertThat(files.get("tile/entries/001")).isEmpty();
        assertThat(files.proof(299)).isPresent();
        assertThat(files.proof(300)).isEmpty();

        record.sequencer().step();

        assertThat(files.get("tile/0/001.p/45")).isPresent();
        assertThat(files.get("tile/entries/001")).isPresent();
        assertThat(files.proof(300)).isPresent();
    }

    @Test
    void everyHundredthEntryHasAProof() {
        logOf(1_500);
        var files = record.files();

        for (var index = 0; index < 1_500; index += 100) {
            var proof = TlogProof.parse(files.proof(index).orElseThrow());

            assertThat(proof.index()).isEqualTo(index);
            assertThat(proof.checkpoint().bytes()).isEqualTo(record.checkpoint());
            assertThat(proof.verify(Hash.ofLeaf(TestRecord.leaf(index)), TestRecord.SIGNER.verifierKey(), List.of()))
                    .isInstanceOf(TlogProof.Outcome.Proved.class);
            assertThat(proof.verify(
                            Hash.ofLeaf(TestRecord.leaf(index + 1)), TestRecord.SIGNER.verifierKey(), List.of()))
                    .isInstanceOf(TlogProof.Outcome.Refused.class);
        }
        assertThat(files.proof(1_499)).isPresent();
        assertThat(files.proof(1_500)).isEmpty();
        assertThat(files.proof(-1)).isEmpty();
    }

    @Test
    void aMessageIsFoundByItsOwnEntry() {
        var message = new Message.Id(new UUID(1, 2));
        var other = new Message.Id(new UUID(3, 4));
        logOf(5);
        record.run("""
                insert into audit_entry (kind, at, leaf, message_id) values
                ('message.decided', now(), 'decided', '%1$s'),
                ('message.written', now(), 'written', '%1$s'),
                ('message.delivery', now(), 'delivery', '%1$s')
                """.formatted(message));
        assertThat(record.files().indexOf(message)).isEmpty();

        record.sequencer().step();

        assertThat(record.files().indexOf(message)).contains(6L);
        assertThat(record.files().indexOf(other)).isEmpty();
    }

    @Test
    void aProofStaysGoodWhenTheLogHasGrown() {
        logOf(300);
        var proof = TlogProof.parse(record.files().proof(7).orElseThrow());
        record.write(300, 900);
        record.sequencer().step();

        assertThat(proof.verify(Hash.ofLeaf(TestRecord.leaf(7)), TestRecord.SIGNER.verifierKey(), List.of()))
                .isInstanceOf(TlogProof.Outcome.Proved.class);
    }

    @Test
    void noProofIsGivenThatProvesNothing() {
        logOf(600);
        record.run(TestRecord.CHANGE_A_TILE + "level = 0 and index = 1");

        assertThatThrownBy(() -> record.files().proof(300)).hasMessageContaining("log_tile");
        assertThat(record.files().proof(100)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # table          | of it, one bit of byte | where                        | the verifier names
          audit_entry    | leaf 30                | id = 1                       | tile/entries/000
          audit_entry    | leaf 30                | id = 301                     | tile/entries/001
          audit_entry    | leaf 0                 | id = 1500                    | tile/entries/005.p/220
          log_tile       | hashes 0               | level = 0 and index = 0      | tile/0/000
          log_tile       | hashes 8191            | level = 0 and index = 1      | tile/0/001
          log_tile       | hashes 100             | level = 0 and index = 5      | tile/0/005.p/220
          log_tile       | hashes 64              | level = 1 and index = 0      | tile/1/000.p/5
          log_checkpoint | note 1                 | size = 1500                  | checkpoint
          log_checkpoint | note 40                | size = 1500                  | checkpoint
          log_checkpoint | note 150               | size = 1500                  | checkpoint
        """)
    void oneChangedBitAnywhereIsFoundAndNamed(String table, String ofIt, String where, String named) {
        logOf(1_500);
        assertThat(record.verify()).isInstanceOf(Verdict.Holds.class);
        var column = ofIt.split(" ")[0];
        var at = ofIt.split(" ")[1];

        record.run("update %s set %s = set_byte(%s, %s, get_byte(%s, %s) # 1) where %s"
                .formatted(table, column, column, at, column, at, where));

        assertThat(record.verify()).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.faults()).extracting(fault -> fault.path()).containsOnly(named);
            assertThat(broken.onlyUnavailable()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what was lost                                                    | path             | is said of
          delete from audit_entry where id = 301                           | tile/entries/001 | audit_entry has 255 of the 256
          update log_run set entries = 511                                 | tile/entries/001 | audit_entry has 255 of the 256
          delete from log_tile where level = 0 and index = 1               | tile/0/001       | log_tile has 0 of the 8,192
          update log_tile set hashes = substring(hashes from 1 for 32)     | tile/0/001       | log_tile has 32 of the 8,192
        """)
    void whatTheDatabaseHasLostIsNotCalledMissing(String sql, String path, String said) {
        logOf(600);
        record.run(sql);

        assertThatThrownBy(() -> record.files().get(path))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("table " + said, path);
    }

    private void logOf(int size) {
        record.write(0, size);
        record.sequencer().step();
    }

    private List<byte[]> entries(String path) {
        return EntryBundle.decode(record.files().get(path).orElseThrow().bytes());
    }

    private static List<byte[]> leaves(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestRecord::leaf).toList();
    }
}
