package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.log.LogVerifier.Trust;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogVerifierTest {

    /// Five full tiles and one 220 wide, below one that is 5 wide.
    private static final MapLog LOG = MapLog.of(1_500);

    /// Three levels: 258 full tiles and one 52 wide; one full tile and one 2 wide; one that is 1 wide.
    private static final MapLog LARGE = MapLog.of(66_100);

    private static final Trust KNOWN = Trust.in(MapLog.SIGNER.verifierKey());

    @Test
    void aSoundLogHoldsAndEveryFileIsRead() {
        for (var log : List.of(LOG, LARGE)) {
            log.asked.clear();

            assertThat(verify(log)).isInstanceOf(Verdict.Holds.class);
            assertThat(log.asked).isEqualTo(log.paths());
        }
    }

    @Test
    void saysWhatHolds() {
        var holds = (Verdict.Holds) new LogVerifier(LOG).verify(KNOWN);

        assertThat(holds.origin()).isEqualTo("audit.city.example/log1");
        assertThat(holds.size()).isEqualTo(1_500);
        assertThat(holds.root())
                .isEqualTo(SlowTree.root(
                        MapLog.entries(1_500).stream().map(Hash::ofLeaf).toList()));
        assertThat(holds.signers())
                .containsExactly(new SignedNote.Signer(MapLog.SIGNER.verifierKey(), Optional.empty()));
        assertThat(holds.keyFromLog()).isFalse();
        assertThat(holds.entriesByKind()).isEqualTo(Map.of("out", 500L, "message.decided", 1_000L));
        assertThat(holds.grewFrom()).isEmpty();
        assertThat(((Verdict.Holds) verify(LOG)).keyFromLog()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537})
    void holdsAtEverySize(int size) {
        assertThat(verify(MapLog.of(size)))
                .isInstanceOfSatisfying(
                        Verdict.Holds.class, holds -> assertThat(holds.size()).isEqualTo(size));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # file             | hash | the fault
              tile/0/001       | 156  | entry 412 (tile/entries/001, byte %s): leaf hash is not the one in tile/0/001; what stands above agrees with the entry, so tile/0/001 was changed
              tile/0/000       | 0    | entry 0 (tile/entries/000, byte %s): leaf hash is not the one in tile/0/000; what stands above agrees with the entry, so tile/0/000 was changed
              tile/0/005.p/220 | 219  | entry 1499 (tile/entries/005.p/220, byte %s): leaf hash is not the one in tile/0/005.p/220; what stands above agrees with the entry, so tile/0/005.p/220 was changed
            """)
    void aChangedLeafHashIsFound(String file, int hash, String fault) {
        var index = (int) TilePath.parse(file).orElseThrow().index() * 256 + hash;

        assertThat(faults(LOG.flip(file, hash * 32 + 7)))
                .containsExactly(new Fault(
                        Fault.Kind.CONTRADICTION, file, fault.formatted("%,d".formatted(LOG.offsetOf(index)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # file           | byte     | the fault
              tile/1/000.p/5 | 96       | tile/1/000.p/5 hash 3 is not the root of tile/0/003; what stands above agrees with tile/0/003, so tile/1/000.p/5 was changed
              tile/1/000.p/5 | 159      | tile/1/000.p/5 hash 4 is not the root of tile/0/004; what stands above agrees with tile/0/004, so tile/1/000.p/5 was changed
            """)
    void aChangedHashOfLevelOneIsFound(String file, int at, String fault) {
        assertThat(faults(LOG.flip(file, at))).containsExactly(new Fault(Fault.Kind.CONTRADICTION, file, fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # file           | byte     | the fault
              tile/0/257     | 0        | entry 65792 (tile/entries/257, byte 0): leaf hash is not the one in tile/0/257; what stands above agrees with the entry, so tile/0/257 was changed
              tile/1/000     | 100      | tile/1/000 hash 3 is not the root of tile/0/003; what stands above agrees with tile/0/003, so tile/1/000 was changed
              tile/1/000     | 8191     | tile/1/000 hash 255 is not the root of tile/0/255; what stands above agrees with tile/0/255, so tile/1/000 was changed
              tile/1/001.p/2 | 40       | tile/1/001.p/2 hash 1 is not the root of tile/0/257; what stands above agrees with tile/0/257, so tile/1/001.p/2 was changed
              tile/2/000.p/1 | 31       | tile/2/000.p/1 hash 0 is not the root of tile/1/000; what stands above agrees with tile/1/000, so tile/2/000.p/1 was changed
            """)
    void aChangedHashOfALargeLogIsFound(String file, int at, String fault) {
        assertThat(faults(LARGE.flip(file, at))).containsExactly(new Fault(Fault.Kind.CONTRADICTION, file, fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # entry | file                   | tile
              0     | tile/entries/000       | tile/0/000
              412   | tile/entries/001       | tile/0/001
              511   | tile/entries/001       | tile/0/001
              1280  | tile/entries/005.p/220 | tile/0/005.p/220
              1499  | tile/entries/005.p/220 | tile/0/005.p/220
            """)
    void aChangedEntryIsFound(int index, String file, String tile) {
        var begins = LOG.offsetOf(index);

        assertThat(faults(LOG.flip(file, begins + 2 + 20)))
                .containsExactly(new Fault(
                        Fault.Kind.CONTRADICTION,
                        file,
                        "entry %d (%s, byte %,d): leaf hash is not the one in %s; what stands above agrees with %s, so the entry was changed"
                                .formatted(index, file, begins, tile, tile)));
    }

    @Test
    void aChangedLengthIsFoundWhereItIs() {
        var begins = LOG.offsetOf(412);
        var faults = faults(LOG.flip("tile/entries/001", begins + 1));

        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault.what())
                        .startsWith("entry 412 (tile/entries/001, byte %,d): leaf hash is not the one in tile/0/001"
                                .formatted(begins)));
        assertThat(faults).allSatisfy(fault -> assertThat(fault.path()).isEqualTo("tile/entries/001"));
    }

    @Test
    void anEntryAndItsTileChangedTogetherAreFoundAbove() {
        var forged = LOG.with(412, MapLog.FORGED);
        var mixed = LOG.put("tile/entries/001", forged.files.get("tile/entries/001"))
                .put("tile/0/001", forged.files.get("tile/0/001"));

        assertThat(faults(mixed))
                .containsExactly(
                        new Fault(
                                Fault.Kind.CONTRADICTION,
                                "tile/0/001",
                                "tile/1/000.p/5 hash 1 is not the root of tile/0/001; what stands above agrees with tile/1/000.p/5, so tile/0/001 was changed"));
    }

    @Test
    void aLogMadeAnewUnderAnOldSignatureIsFound() {
        var forged = LOG.with(412, MapLog.FORGED).put("checkpoint", LOG.files.get("checkpoint"));

        assertThat(faults(forged)).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("checkpoint");
            assertThat(fault.what())
                    .startsWith("checkpoint: its root ")
                    .contains(" is not that of the 1,500 entries, which is ");
        });
    }

    @Test
    void allFaultsAreFoundInTheOrderOfTheLog() {
        var log = LOG.flip("tile/entries/001", LOG.offsetOf(412) + 10)
                .flip("tile/0/003", 0)
                .flip("tile/entries/000", LOG.offsetOf(7) + 10)
                .without("tile/entries/004");

        assertThat(faults(log))
                .extracting(Fault::path)
                .containsExactly("tile/entries/000", "tile/entries/001", "tile/0/003", "tile/entries/004");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what is done      | file                   | kind        | the fault
              cut               | tile/entries/001       | MALFORMED   | tile/entries/001: ends inside entry number 256, which begins at byte
              cut an entry      | tile/entries/001       | MALFORMED   | tile/entries/001: has 255 entries, and the checkpoint promises 256
              cut an entry      | tile/entries/005.p/220 | MALFORMED   | tile/entries/005.p/220: has 219 entries, and the checkpoint promises 220
              lengthen          | tile/entries/001       | MALFORMED   | tile/entries/001: goes on after its entry number 256, at byte
              lengthen          | tile/entries/005.p/220 | MALFORMED   | tile/entries/005.p/220: goes on after its entry number 220, at byte
              cut               | tile/0/001             | MALFORMED   | tile/0/001: has 8,191 bytes, and 256 hashes are 8,192
              lengthen          | tile/0/001             | MALFORMED   | tile/0/001: has more than 8,192 bytes
              lengthen          | tile/0/005.p/220       | MALFORMED   | tile/0/005.p/220: has 7,042 bytes, and 220 hashes are 7,040
              cut               | tile/1/000.p/5         | MALFORMED   | tile/1/000.p/5: has 159 bytes, and 5 hashes are 160
              empty             | tile/1/000.p/5         | MALFORMED   | tile/1/000.p/5: has 0 bytes, and 5 hashes are 160
              empty             | tile/entries/001       | MALFORMED   | tile/entries/001: has 0 entries, and the checkpoint promises 256
              remove            | tile/entries/001       | UNAVAILABLE | tile/entries/001: the server answered 404
              remove            | tile/entries/005.p/220 | UNAVAILABLE | tile/entries/005.p/220: the server answered 404
              remove            | tile/0/001             | UNAVAILABLE | tile/0/001: the server answered 404
              remove            | tile/0/005.p/220       | UNAVAILABLE | tile/0/005.p/220: the server answered 404
              remove            | tile/1/000.p/5         | UNAVAILABLE | tile/1/000.p/5: the server answered 404
              remove            | checkpoint             | UNAVAILABLE | checkpoint: the server answered 404
              remove            | vkey                   | UNAVAILABLE | vkey: the server answered 404
              empty             | checkpoint             | MALFORMED   | checkpoint: a note has an empty line between its text and its signatures; there is none
              cut               | checkpoint             | MALFORMED   | checkpoint: the last signature line does not end with a newline
              empty             | vkey                   | MALFORMED   | vkey: a key and a newline are expected
              cut               | vkey                   | MALFORMED   | vkey: a key and a newline are expected
              lengthen          | vkey                   | MALFORMED   | vkey: a key and a newline are expected
            """)
    void aFileThatIsNotWhatItShouldBeIsTheOnlyFault(String done, String file, Fault.Kind kind, String fault) {
        var bytes = LOG.files.get(file);
        var log = switch (done) {
            case "cut" -> LOG.put(file, Arrays.copyOf(bytes, bytes.length - 1));
            case "cut an entry" ->
                LOG.put(
                        file,
                        EntryBundle.prefix(
                                bytes, TilePath.parse(file).orElseThrow().width() - 1));
            case "lengthen" -> LOG.put(file, Arrays.copyOf(bytes, bytes.length + 2));
            case "empty" -> LOG.put(file, new byte[0]);
            case "remove" -> LOG.without(file);
            default -> throw new AssertionError(done);
        };

        assertThat(faults(log)).singleElement().satisfies(only -> {
            assertThat(only.kind()).isEqualTo(kind);
            assertThat(only.path()).isEqualTo(file);
            assertThat(only.what()).startsWith(fault);
        });
    }

    @Test
    void aPartialFileMayBeReplacedByTheFullOne() {
        var longer = MapLog.of(2_000);
        var log = new MapLog(MapLog.entries(1_500));
        for (var name : List.of("tile/entries/005", "tile/0/005")) {
            log.files.remove(name + ".p/220");
            log.files.put(name, longer.files.get(name));
        }
        assertThat(verify(log)).isInstanceOf(Verdict.Holds.class);

        assertThat(faults(log.flip("tile/0/005", 0)))
                .extracting(Fault::what)
                .singleElement()
                .asString()
                .startsWith(
                        "entry 1280 (tile/entries/005.p/220, byte 0): leaf hash is not the one in tile/0/005.p/220");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # line | byte | the fault
              0    | 0    | checkpoint: signature by audit.city.example/log1 does not verify
              1    | 0    | checkpoint: signature by audit.city.example/log1 does not verify
              1    | 3    | checkpoint: signature by audit.city.example/log1 does not verify
              2    | 0    | checkpoint: signature by audit.city.example/log1 does not verify
              4    | 4    | checkpoint: no signature by audit.city.example/log1+
              4    | 28   | checkpoint: no signature by audit.city.example/log1+
              4    | 60   | checkpoint: signature by audit.city.example/log1 does not verify
              4    | 0    | checkpoint: not UTF-8 at byte
            """)
    void aChangedCheckpointIsFound(int line, int at, String fault) {
        var text = LOG.files.get("checkpoint");
        var begin = 0;
        for (var i = 0; i < line; i++) {
            begin = new String(text, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n', begin) + 1;
        }
        var bits = line == 4 && at == 0 ? 0x40 : 1;

        assertThat(faults(LOG.flip("checkpoint", begin + at, bits)))
                .singleElement()
                .satisfies(only -> assertThat(only.what()).startsWith(fault));
    }

    @Test
    void aCheckpointByAnotherKeyIsRefused() {
        var other = new LogSigner(MapLog.SIGNER.origin(), new byte[32]);

        assertThat(new LogVerifier(LOG).verify(Trust.in(other.verifierKey())))
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        broken -> assertThat(broken.faults())
                                .singleElement()
                                .asString()
                                .isEqualTo("checkpoint: no signature by " + other.verifierKey()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              {"kind":"a", "v":1}   | is not canonical JSON: lacks " where it must be, at byte 12 of the entry
              {"v":1,"kind":"a"}    | is not canonical JSON: has keys that are not sorted, at byte 7 of the entry
              not json              | is not canonical JSON: is not a JSON object, at byte 0 of the entry
              {"v":1.0}             | is not canonical JSON: has a number that is not an integer, at byte 6 of the entry
            """)
    void anEntryHasToBeCanonical(String entry, String fault) {
        var log = LOG.with(700, entry);

        assertThat(faults(log))
                .containsExactly(new Fault(
                        Fault.Kind.MALFORMED,
                        "tile/entries/002",
                        "entry 700 (tile/entries/002, byte %,d): %s".formatted(LOG.offsetOf(700), fault)));
    }

    @Test
    void stopsAfterTwentyFaults() {
        var log = new MapLog(MapLog.entries(66_100));
        log.files.keySet().removeIf(path -> path.startsWith("tile/entries/"));
        var broken = (Verdict.Broken) verify(log);

        assertThat(broken.faults())
                .hasSize(20)
                .first()
                .satisfies(first -> assertThat(first.path()).isEqualTo("tile/entries/000"));
        assertThat(broken.stopped()).isTrue();
        assertThat(broken.onlyUnavailable()).isTrue();
        assertThat(log.asked.stream().filter(path -> path.startsWith("tile/entries/")))
                .hasSizeLessThan(60);
    }

    @Test
    void anAbsurdSizeEndsSoon() {
        var log = MapLog.of(3);
        var absurd = MapLog.SIGNER.sign(new Checkpoint(MapLog.SIGNER.origin(), Long.MAX_VALUE, Hash.EMPTY_TREE));

        assertThat(verify(log.put("checkpoint", absurd.bytes())))
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        broken -> assertThat(broken.faults()).hasSize(20));
    }

    @Test
    void anEmptyLogHasTheEmptyRoot() {
        var wrong = MapLog.SIGNER.sign(new Checkpoint(MapLog.SIGNER.origin(), 0, Hash.ofLeaf(new byte[0])));

        assertThat(faults(MapLog.of(0).put("checkpoint", wrong.bytes())))
                .extracting(Fault::path)
                .containsExactly("checkpoint");
    }

    @Test
    void growthSinceAnEarlierCheckpointIsProved() {
        for (var older : List.of(0, 1, 255, 256, 1_000, 1_499, 1_500)) {
            assertThat(since(LOG, MapLog.of(older)))
                    .isInstanceOfSatisfying(
                            Verdict.Holds.class,
                            holds -> assertThat(holds.grewFrom()).isEqualTo(OptionalLong.of(older)));
        }
        assertThat(since(LARGE, LOG)).isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void aRollbackIsFound() {
        assertThat(since(MapLog.of(1_000), LOG))
                .asString()
                .contains(
                        "checkpoint: the log has 1,000 entries, and the earlier checkpoint has 1,500: it was rolled back");
    }

    @Test
    void aForkIsFound() {
        var forked = LOG.with(412, MapLog.FORGED);

        assertThat(since(forked, LOG)).asString().contains("the log signed two different trees of 1,500 entries");
        assertThat(since(forked, MapLog.of(1_000)))
                .asString()
                .contains(
                        "the 1,000 entries of the earlier checkpoint are not the first of the 1,500 that the log has now");
        // The change came after the earlier checkpoint.
        assertThat(since(forked, MapLog.of(412))).isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void theEarlierCheckpointHasToBeTheLogsOwn() {
        var other = new LogSigner("another", new byte[32]).sign(new Checkpoint("another", 0, Hash.EMPTY_TREE));

        assertThat(new LogVerifier(LOG).verify(KNOWN.since(other.bytes())))
                .asString()
                .contains("earlier checkpoint: no signature by");
        assertThat(new LogVerifier(LOG).verify(KNOWN.since("nonsense".getBytes(UTF_8))))
                .asString()
                .contains("earlier checkpoint: a note has");
        assertThat(new LogVerifier(LOG.without("tile/0/003"))
                        .verify(KNOWN.since(MapLog.of(800).files.get("checkpoint"))))
                .isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
                    assertThat(broken.onlyUnavailable()).isTrue();
                    assertThat(broken.faults())
                            .hasSize(2)
                            .last()
                            .asString()
                            .contains("cannot be told: tile/0/003: the server answered 404");
                });
    }

    @Test
    void witnessesAreNamedAndAWrongOneIsRefused() {
        var witness = new Cosigner("witness.example", new byte[32]);
        var at = Instant.parse("2026-03-02T08:00:00Z");
        var note = SignedNote.parse(LOG.files.get("checkpoint"));
        var checkpoint = Checkpoint.parse(note.text());
        var trust = KNOWN.and(List.of(witness.verifierKey()));
        var cosigned = LOG.put(
                "checkpoint", note.with(List.of(witness.cosign(checkpoint, at))).bytes());
        var spoilt = witness.cosign(new Checkpoint(checkpoint.origin(), 1, checkpoint.root()), at);

        assertThat(new LogVerifier(cosigned).verify(trust))
                .isInstanceOfSatisfying(
                        Verdict.Holds.class,
                        holds -> assertThat(holds.signers())
                                .contains(new SignedNote.Signer(witness.verifierKey(), Optional.of(at)))
                                .hasSize(2));
        assertThat(new LogVerifier(
                                LOG.put("checkpoint", note.with(List.of(spoilt)).bytes()))
                        .verify(trust))
                .asString()
                .contains("checkpoint: signature by witness.example does not verify");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noByteOfAnyFileCanBeChanged(long seed) {
        var chance = new Random(seed);
        var paths = List.copyOf(LOG.paths());
        for (var i = 0; i < 100; i++) {
            var path = paths.get(chance.nextInt(paths.size()));
            var at = chance.nextInt(LOG.files.get(path).length);
            var bits = 1 + chance.nextInt(255);

            assertThat(verify(LOG.flip(path, at, bits)))
                    .as("%s byte %d xor %d, seed %d", path, at, bits, seed)
                    .isInstanceOf(Verdict.Broken.class);
        }
    }

    @Test
    void noByteOfTheCheckpointOrTheKeyCanBeChanged() {
        for (var path : List.of("checkpoint", "vkey")) {
            for (var at = 0; at < LOG.files.get(path).length; at++) {
                for (var bit = 0; bit < 8; bit++) {
                    assertThat(verify(LOG.flip(path, at, 1 << bit)))
                            .as("%s byte %d bit %d", path, at, bit)
                            .isInstanceOf(Verdict.Broken.class);
                }
            }
        }
    }

    private static Verdict since(MapLog log, MapLog earlier) {
        return new LogVerifier(log).verify(KNOWN.since(earlier.files.get("checkpoint")));
    }

    private static Verdict verify(MapLog log) {
        return new LogVerifier(log).verify(Trust.ON_FIRST_SIGHT);
    }

    private static List<Fault> faults(MapLog log) {
        return switch (verify(log)) {
            case Verdict.Broken broken -> broken.faults();
            case Verdict.Holds holds -> throw new AssertionError("holds: " + holds);
        };
    }
}
