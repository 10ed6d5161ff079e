package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.log.LogSigner;
import io.glassline.log.LogVerifier.Trust;
import io.glassline.log.Verdict;
import io.glassline.storage.log.TestRecord.PowerCut;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequencerTest {

    private final TestRecord record = new TestRecord();

    @Test
    void aNewLogIsEmptyAndVerifies() {
        assertThat(record.sequencer().step()).isZero();

        assertHolds(0);
    }

    @Test
    void growsInUnevenStepsAndOverRestartsIntoOneLog() {
        var sequencer = record.sequencer();
        var size = 0;
        for (var count : new int[] {1, 0, 2, 253, 1, 300, 444, 0, 499}) {
            record.write(size, count);
            var before = record.checkpoints();

            assertThat(sequencer.step()).isEqualTo(count);

            size += count;
            assertHolds(size);
            for (var earlier : before) {
                assertThat(record.verify(
                                Trust.in(TestRecord.SIGNER.verifierKey()).since(earlier)))
                        .isInstanceOf(Verdict.Holds.class);
            }
            if (size % 3 == 0) {
                sequencer = record.sequencer();
            }
        }
        assertThat(size).isEqualTo(1_500);
        assertThat(record.sequenced())
                .isEqualTo(IntStream.range(0, size)
                        .mapToObj(i -> new String(TestRecord.leaf(i), StandardCharsets.UTF_8))
                        .toList());
    }

    @Test
    void takesSoManyInOneStepAndTheRestInTheNext() {
        record.write(0, Sequencer.ENTRIES_MAX + 1);
        var sequencer = record.sequencer();

        assertThat(sequencer.step()).isEqualTo(Sequencer.ENTRIES_MAX);
        assertThat(sequencer.step()).isEqualTo(1);
        assertThat(sequencer.step()).isZero();

        assertHolds(Sequencer.ENTRIES_MAX + 1);
    }

    @Test
    void twoNodesAtOnceGiveEveryIndexOnce() throws Exception {
        var written = new AtomicBoolean();
        Callable<Integer> node = () -> {
            var sequencer = record.sequencer();
            var entries = 0;
            while (!written.get()) {
                entries += sequencer.step();
            }
            return entries;
        };
        var total = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            var nodes = List.of(threads.submit(node), threads.submit(node));
            try {
                var desk = threads.submit(() -> writeOneByOne(0, 150));
                writeOneByOne(10_000, 150);
                desk.get();
            } finally {
                written.set(true);
            }
            for (var done : nodes) {
                total += done.get();
            }
        }
        total += record.sequencer().step(); // what was written after the last look

        assertThat(total).isEqualTo(2 * 150 * 7);
        assertThat(record.indexes())
                .isEqualTo(LongStream.range(0, total).boxed().toList());
        assertHolds(total);
        assertThat(record.checkpoints()).hasSizeGreaterThan(2);
        for (var earlier : record.checkpoints()) {
            assertThat(record.verify(Trust.in(TestRecord.SIGNER.verifierKey()).since(earlier)))
                    .isInstanceOf(Verdict.Holds.class);
        }
    }

    private void writeOneByOne(int first, int times) {
        for (var i = 0; i < times; i++) {
            record.write(first + 7 * i, 7);
        }
    }

    @Test
    void leavesTheLogToTheNodeThatIsAtIt() {
        record.write(0, 3);
        var sequencer = record.sequencer();
        try (var other = record.begin()) {
            other.execute("select pg_advisory_xact_lock(?)", Sequencer.LOCK);

            assertThat(sequencer.step()).isZero();
            assertThat(record.indexes()).isEmpty();
            other.commit();
        }

        assertThat(sequencer.step()).isEqualTo(3);
    }

    @Test
    void afterAPowerCutBeforeTheCheckpointTheNextStepSignsWhatIsThere() {
        record.write(0, 300);
        record.sequencer().step();
        var before = record.checkpoint();
        record.write(300, 40);

        assertThatThrownBy(() -> record.sequencerThatDiesBeforeItSigns().step()).isInstanceOf(PowerCut.class);

        assertThat(record.indexes()).hasSize(340);
        assertThat(record.checkpoint()).isEqualTo(before);
        assertHolds(300);

        assertThat(record.sequencer().step()).isZero();

        assertHolds(340);
        assertThat(record.verify(Trust.in(TestRecord.SIGNER.verifierKey()).since(before)))
                .isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void theSameNodeSignsItselfWhenItCanAgain() {
        var dark = new AtomicBoolean(true);
        InstantSource clock = () -> {
            if (dark.get()) {
                throw new PowerCut();
            }
            return TestRecord.NOW;
        };
        var sequencer = new Sequencer(record.database, TestRecord.SIGNER, List.of(), clock);
        record.write(0, 5);
        assertThatThrownBy(sequencer::step).isInstanceOf(PowerCut.class);
        assertThatThrownBy(sequencer::step).isInstanceOf(PowerCut.class);
        assertThat(record.files().get("checkpoint")).isEmpty();
        dark.set(false);
        record.write(5, 2);

        assertThat(sequencer.step()).isEqualTo(2);

        assertHolds(7);
    }

    @Test
    void aStepThatFailsHalfwayLeavesNothing() {
        var sequencer = record.sequencer();
        record.write(0, 10);
        sequencer.step();
        record.write(10, 10);
        record.run("alter table log_tile add constraint full_disk check (length(hashes) <= 320)");
        try {
            assertThatThrownBy(sequencer::step).hasMessageContaining("full_disk");
            assertThat(record.indexes()).hasSize(10);
            assertHolds(10);
        } finally {
            record.run("alter table log_tile drop constraint full_disk");
        }

        assertThat(sequencer.step()).isEqualTo(10);

        assertHolds(20);
    }

    @Test
    void anEntryThatCommitsLateComesBehindThoseWithHigherIds() {
        var sequencer = record.sequencer();
        try (var late = record.begin()) {
            TestRecord.write(late, 0, 1);
            record.write(1, 2);

            assertThat(sequencer.step()).isEqualTo(2);
            late.commit();
        }

        assertThat(sequencer.step()).isEqualTo(1);

        assertThat(record.sequenced())
                .extracting(leaf -> leaf.replaceAll(".*\"position\":(\\d+).*", "$1"))
                .containsExactly("1", "2", "0");
        assertHolds(3);
    }

    @Test
    void anEntryThatIsBeingErasedIsNotWaitedFor() {
        record.write(0, 5);
        var sequencer = record.sequencer();
        try (var erasure = record.begin()) {
            erasure.execute("update audit_entry set salt = null where id = 2");

            assertThat(sequencer.step()).isEqualTo(5);
            erasure.commit();
        }

        assertHolds(5);
    }

    @Test
    void goesOnFromWhatAnotherNodeHasSequenced() {
        var one = record.sequencer();
        var other = record.sequencer();
        for (var i = 0; i < 6; i++) {
            record.write(i * 200, 200);
            assertThat((i % 2 == 0 ? one : other).step()).isEqualTo(200);
        }
        assertThat(one.step()).isZero();

        assertHolds(1_200);
    }

    // The tree of 600 has tiles 0/0, 0/1, 0/2 and 1/0; the second checkpoint was signed at 600, the first at 300.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what was done to the database                                                    | is said of
          update log_tile set hashes = set_byte(hashes, 9, 255 - get_byte(hashes, 9)) where level = 0 and index = 2 | log_tile
          update log_tile set hashes = set_byte(hashes, 9, 255 - get_byte(hashes, 9)) where level = 1 | log_tile
          update log_tile set hashes = substring(hashes from 1 for 64) where level = 0 and index = 2 | log_tile
          delete from log_tile where level = 1                                             | log_tile
          update log_tree set size = 599                                                   | signed for are gone
          update log_checkpoint set note = set_byte(note, 40, 255 - get_byte(note, 40))     | log_checkpoint, size 600
          update log_checkpoint set size = 599 where size = 600                            | log_checkpoint, size 599
          update log_checkpoint set note = (select note from log_checkpoint where size = 300) | log_checkpoint, size 600
        """)
    void doesNotBuildOnWhatWasTamperedWith(String sql, String saidOf) {
        record.write(0, 300);
        record.sequencer().step();
        record.write(300, 300);
        record.sequencer().step();
        record.write(600, 1);
        record.run(sql);
        var before = hex(record.checkpoints());

        assertThatThrownBy(() -> record.sequencer().step())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(saidOf);

        assertThat(record.indexes()).hasSize(600);
        assertThat(hex(record.checkpoints())).isEqualTo(before);
    }

    @Test
    void aTileThatIsChangedWhileANodeRunsIsNoticedBeforeItSigns() {
        var sequencer = record.sequencer();
        record.write(0, 600);
        sequencer.step();
        record.write(600, 1);
        record.run(TestRecord.CHANGE_A_TILE + "level = 0 and index = 0");
        record.run(TestRecord.CHANGE_A_TILE + "level = 1");

        assertThatThrownBy(sequencer::step).hasMessageContaining("log_tile");

        assertThat(record.publishedSize()).isEqualTo(600);
    }

    @Test
    void aDatabaseThatWasSetBackIsNotSignedByTheNodeThatKnowsMore() {
        record.write(0, 10);
        var sequencer = record.sequencer();
        sequencer.step();
        record.write(10, 10);
        sequencer.step();
        record.run("with gone as (delete from log_run where first_index >= 10 returning first_entry, entries)"
                + " insert into log_waiting (first_entry, entries) select first_entry, entries from gone");
        record.run("update log_tile set hashes = substring(hashes from 1 for 320)");
        record.run("delete from log_checkpoint where size > 10");
        record.run("update log_tree set size = 10");

        assertThatThrownBy(sequencer::step).hasMessageContaining("signed for are gone");

        assertThat(record.publishedSize()).isEqualTo(10);
        assertThat(record.indexes()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # origin                | seed
        audit.city.example/log1 | another seed, of the same length
        audit.city.example/log2 | 0123456789abcdef0123456789abcdef
        """)
    void aLogIsNotContinuedWithAnotherKeyOrName(String origin, String seed) {
        record.write(0, 3);
        record.sequencer().step();
        record.write(3, 1);
        var stranger = new LogSigner(origin, seed.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() ->
                        new Sequencer(record.database, stranger, List.of(), InstantSource.fixed(TestRecord.NOW)).step())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("key", stranger.verifierKey().toString());

        assertThat(record.publishedSize()).isEqualTo(3);
        assertThat(record.indexes()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anEntryThatIsGoneBeforeItHasAPlaceIsNamed(int id) {
        record.write(0, 3);
        record.run("delete from audit_entry where id = " + id);

        assertThatThrownBy(() -> record.sequencer().step())
                .hasMessageContainingAll("audit_entry", "index " + (id - 1), "restored");

        assertThat(record.indexes()).isEmpty();
    }

    @Test
    void anEntryTooLongForTheLogIsNamed() {
        record.run(
                "insert into audit_entry (kind, at, leaf) select 'x', now(), convert_to(repeat('x', 65536), 'UTF8')");

        assertThatThrownBy(() -> record.sequencer().step())
                .hasMessageContainingAll("audit_entry, id 1", "65,536 bytes");

        assertThat(record.indexes()).isEmpty();
    }

    private static List<String> hex(List<byte[]> notes) {
        return notes.stream().map(HexFormat.of()::formatHex).toList();
    }

    private void assertHolds(long size) {
        assertThat(record.verify()).isInstanceOfSatisfying(Verdict.Holds.class, holds -> {
            assertThat(holds.size()).isEqualTo(size);
            assertThat(holds.origin()).isEqualTo(TestRecord.SIGNER.origin());
        });
    }
}
