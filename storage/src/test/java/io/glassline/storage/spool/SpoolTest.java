package io.glassline.storage.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    private static final long MANY_BYTES = 1 << 30;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void choose() {
        folder = temporary.resolve("spool");
    }

    @Test
    void givesBackWhatWasAddedInOrderAndStillDoesAfterARestart() throws Exception {
        try (var spool = open(MANY_BYTES)) {
            assertThat(spool.isEmpty()).isTrue();
            assertThat(append(spool, "one", "two")).isTrue();
            assertThat(append(spool, "three")).isTrue();
            assertThat(texts(spool.front(2))).containsExactly("one", "two");
            assertThat(texts(spool.front(9))).containsExactly("one", "two", "three");
        }
        try (var spool = open(MANY_BYTES)) {
            append(spool, "four");
            assertThat(drained(spool)).containsExactly("one", "two", "three", "four");
            assertThat(spool.figures().bytes()).isZero();
            assertThat(segments()).isEmpty();
        }
    }

    @Test
    void keepsItsNameThroughARestart() {
        String name;
        try (var spool = open(MANY_BYTES)) {
            name = spool.name();
        }
        try (var spool = open(MANY_BYTES);
                var other = Spool.open(temporary.resolve("other"), MANY_BYTES, new Random()::nextLong)) {
            assertThat(spool.name()).matches("[0-9a-f]{16}").isEqualTo(name).isNotEqualTo(other.name());
        }
    }

    @Test
    void aTornEndCostsOnlyWhatIsTorn() throws Exception {
        var last = "the last record, which is torn";
        var whole = written("one", "two", last);
        var begin = whole.length - last.length() - Segment.RECORD_HEADER_BYTES;
        for (var length = begin; length <= whole.length; length++) {
            rewrite(Arrays.copyOf(whole, length));
            try (var spool = open(MANY_BYTES)) {
                var kept = length == whole.length ? List.of("one", "two", last) : List.of("one", "two");
                assertThat(texts(spool.front(9))).as("%d bytes", length).isEqualTo(kept);
                var torn = length == whole.length ? 0 : length - begin;
                assertThat(spool.figures().quarantinedBytes()).isEqualTo(torn);
                assertThat(quarantinedBytes()).as("%d bytes", length).isEqualTo(torn);
                append(spool, "next");
                assertThat(drained(spool)).endsWith("next").hasSize(kept.size() + 1);
            }
        }
    }

    @Test
    void aFlippedBitCostsOnlyTheRecordItIsIn() throws Exception {
        var whole = written("one", "the middle one", "three");
        var begin = Segment.HEADER_BYTES + Segment.RECORD_HEADER_BYTES + "one".length();
        var end = begin + Segment.RECORD_HEADER_BYTES + "the middle one".length();
        for (var at = begin; at < end; at++) {
            for (var bit = 0; bit < 8; bit++) {
                var flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                rewrite(flipped);
                try (var spool = open(MANY_BYTES)) {
                    assertThat(drained(spool)).as("byte %d bit %d", at, bit).containsExactly("one", "three");
                    assertThat(quarantinedBytes()).isEqualTo(end - begin);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15})
    void aFileWithoutAWholeHeaderHoldsNoRecord(int length) throws Exception {
        rewrite(Arrays.copyOf(written("one"), length));

        try (var spool = open(MANY_BYTES)) {
            assertThat(spool.isEmpty()).isTrue();
            append(spool, "next");
            assertThat(drained(spool)).containsExactly("next");
        }
    }

    /// A disk may give zeros where something was to be written when the power went.
    @Test
    void zerosAreNoRecords() throws Exception {
        var whole = written("one");
        rewrite(Arrays.copyOf(whole, whole.length + 5_000));

        try (var spool = open(MANY_BYTES)) {
            assertThat(drained(spool)).containsExactly("one");
        }
    }

    /// Whoever writes to the city can put any bytes into a record, a record of this very form included.
    @Test
    void aRecordInsideADamagedRecordIsNotTakenForOne() throws Exception {
        var forged = "a message that nobody sent".getBytes(UTF_8);
        var crc = new java.util.zip.CRC32C();
        crc.update(ByteBuffer.allocate(12).putLong(0).putInt(forged.length).flip());
        crc.update(forged);
        var inside = ByteBuffer.allocate(8 + forged.length)
                .putInt(forged.length)
                .putInt((int) crc.getValue())
                .put(forged)
                .array();
        try (var spool = open(MANY_BYTES)) {
            spool.append(List.of("one".getBytes(UTF_8), inside, "three".getBytes(UTF_8)));
        }
        var bytes = Files.readAllBytes(segments().getFirst());
        bytes[Segment.HEADER_BYTES + 11 + 4] ^= 1; // the middle record's checksum
        rewrite(bytes);

        try (var spool = open(MANY_BYTES)) {
            assertThat(drained(spool)).containsExactly("one", "three");
        }
    }

    @Test
    void holdsNoMoreThanItMayAndTakesAgainWhenThereIsRoom() throws Exception {
        try (var spool = open(1_000)) {
            var accepted = 0;
            while (append(spool, "x".repeat(100))) {
                accepted++;
            }
            assertThat(accepted).isEqualTo(9);
            assertThat(spool.figures().bytes()).isLessThanOrEqualTo(1_000);
            assertThat(spool.figures().records()).isEqualTo(9);
            assertThat(append(spool, "y".repeat(100), "z")).as("all or none").isFalse();
            assertThat(drained(spool)).hasSize(9);
            assertThat(append(spool, "again")).isTrue();
        }
    }

    @Test
    void filesAreBegunAnewAndDeletedWhenAllInThemIsDone() throws Exception {
        var large = new byte[Segment.RECORD_BYTES_MAX / 10];
        try (var spool = open(MANY_BYTES)) {
            for (var n = 0; n < 9; n++) {
                large[0] = (byte) n;
                spool.append(List.of(large));
            }
            assertThat(segments()).hasSize(3);
            for (var n = 0; n < 9; n++) {
                var front = spool.front(9);
                assertThat(front.getFirst()[0]).isEqualTo((byte) n);
                assertThat(front).as("not more than memory should hold").hasSize(1);
                spool.remove(1);
            }
            assertThat(segments()).isEmpty();
        }
    }

    @Test
    void isOneProcessesAtATime() {
        try (var _ = open(MANY_BYTES)) {
            assertThatThrownBy(() -> open(MANY_BYTES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("a spool folder of its own");
        }
        open(MANY_BYTES).close();
    }

    @Test
    void nobodyElseCanReadIt() throws Exception {
        try (var spool = open(MANY_BYTES)) {
            append(spool, "what a citizen wrote");
            spool.setAside("what a citizen wrote".getBytes(UTF_8), "no reason");
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .endsWith("------");
            }
        }
    }

    /// Whatever is added, removed and restarted, it is the queue that a list in memory would be; after a restart it
    /// may begin earlier, never later.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isAQueue(long seed) throws Exception {
        var random = new Random(seed);
        var expected = new ArrayDeque<String>();
        var spool = open(MANY_BYTES);
        for (var step = 0; step < 400; step++) {
            switch (random.nextInt(10)) {
                case 0 -> {
                    spool.close();
                    spool = open(MANY_BYTES);
                    var front = all(spool);
                    assertThat(front).endsWith(expected.toArray(String[]::new));
                    expected.clear();
                    expected.addAll(front);
                }
                case 1, 2, 3, 4 -> {
                    var count = Math.min(random.nextInt(8), spool.front(1_000).size());
                    if (count > 0) {
                        spool.remove(count);
                        for (var n = 0; n < count; n++) {
                            expected.removeFirst();
                        }
                    }
                }
                default -> {
                    var added = new ArrayList<byte[]>();
                    for (var n = 0; n <= random.nextInt(5); n++) {
                        var text = step + "." + n + "-".repeat(random.nextInt(300));
                        expected.add(text);
                        added.add(text.getBytes(UTF_8));
                    }
                    assertThat(spool.append(added)).isTrue();
                }
            }
            assertThat(all(spool)).containsExactlyElementsOf(expected);
            assertThat(spool.figures().records()).isEqualTo(expected.size());
        }
        spool.close();
    }

    private Spool open(long bytesMax) {
        return Spool.open(folder, bytesMax, new Random(7)::nextLong);
    }

    private static boolean append(Spool spool, String... texts) throws IOException {
        return spool.append(
                Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList());
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(record -> new String(record, UTF_8)).toList();
    }

    private static List<String> all(Spool spool) throws IOException {
        var all = new ArrayList<byte[]>();
        spool.forEach(all::add);
        return texts(all);
    }

    private static List<String> drained(Spool spool) throws IOException {
        var drained = new ArrayList<String>();
        for (var front = spool.front(2); !front.isEmpty(); front = spool.front(2)) {
            drained.addAll(texts(front));
            spool.remove(front.size());
        }
        return drained;
    }

    /// The bytes of the file that a spool with these records has.
    private byte[] written(String... texts) throws IOException {
        try (var spool = open(MANY_BYTES)) {
            append(spool, texts);
        }
        return Files.readAllBytes(segments().getFirst());
    }

    private void rewrite(byte[] bytes) throws IOException {
        for (var file : files(folder.resolve("quarantine"))) {
            Files.delete(file);
        }
        for (var file : segments()) {
            Files.delete(file);
        }
        Files.write(folder.resolve("0000000000000001.spool"), bytes);
    }

    private List<Path> segments() throws IOException {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(".spool"))
                .toList();
    }

    private long quarantinedBytes() throws IOException {
        var bytes = 0L;
        for (var file : files(folder.resolve("quarantine"))) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
