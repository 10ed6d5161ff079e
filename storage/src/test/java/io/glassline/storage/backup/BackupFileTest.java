package io.glassline.storage.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A backup is taken whole or not at all, and by nobody who has not the key.
class BackupFileTest {

    private static final int SEALED_CHUNK_BYTES = Seal.CHUNK_BYTES + Seal.TAG_BYTES;

    private static final BackupKey KEY = key(1);
    private static final byte[] PICTURE = random(300_000);

    @TempDir
    Path folder;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("city.glbackup");
        try (var backup = BackupWriter.to(file, KEY, new Random(7))) {
            backup.part("keys/log-signing-key", out -> out.write("a seed".getBytes(UTF_8)));
            backup.part("media/ab/picture", out -> out.write(PICTURE));
            backup.part("spool/empty", out -> {});
            backup.finish(manifest(backup.parts()));
        }
        sound = Files.readAllBytes(file);
    }

    @Test
    void whatWasPutInIsTakenOut() throws IOException {
        var backup = BackupFile.checked(file, KEY);

        var taken = new TreeMap<String, byte[]>();
        backup.parts((name, in) -> taken.put(name, in.readAllBytes()));
        assertThat(taken.keySet()).containsExactly("keys/log-signing-key", "media/ab/picture", "spool/empty");
        assertThat(taken.get("media/ab/picture")).isEqualTo(PICTURE);
        assertThat(backup.manifest().log().size()).isEqualTo(42);
        assertThat(backup.manifest().parts()).hasSize(3);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2); // read and written by its owner
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void nothingOfItCanBeReadWithoutTheKey() {
        assertThat(new String(sound, UTF_8)).doesNotContain("log-signing-key").doesNotContain("a seed");
        assertThat(KEY.toString()).isEqualTo("•••");
    }

    @Test
    void anotherKeyIsTold() {
        assertThatThrownBy(() -> BackupFile.checked(file, key(2)))
                .isInstanceOf(DamagedBackup.class)
                .hasMessageContaining("another key");
    }

    /// At the beginning, in the salt, in the key's check, and in each chunk at its first, a middle and its last byte.
    @Test
    void oneChangedByteAnywhereIsRefused() throws IOException {
        var places = new java.util.TreeSet<>(List.of(0, 12, 45, 70, sound.length - 1));
        for (var chunk = Seal.HEADER_BYTES; chunk < sound.length; chunk += SEALED_CHUNK_BYTES) {
            places.addAll(List.of(chunk, Math.min(chunk + 30_000, sound.length - 1)));
            places.add(Math.min(chunk + SEALED_CHUNK_BYTES, sound.length) - 1);
        }
        assertThat(places).hasSizeGreaterThan(15);
        for (var place : places) {
            var changed = sound.clone();
            changed[place] ^= 1;
            refuses(changed, "changed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 50, 74, 94, 65_626})
    void aBeginningOfItIsRefused(int bytes) throws IOException {
        refuses(Arrays.copyOf(sound, bytes), bytes < Seal.MAGIC.length ? "no backup" : "cut off");
    }

    @Test
    void withoutItsLastByteItIsRefused() throws IOException {
        refuses(Arrays.copyOf(sound, sound.length - 1), "cut off");
    }

    @Test
    void partsInAnotherOrderAreRefused() throws IOException {
        var swapped = sound.clone();
        var second = Seal.HEADER_BYTES + SEALED_CHUNK_BYTES;
        System.arraycopy(sound, Seal.HEADER_BYTES, swapped, second, SEALED_CHUNK_BYTES);
        System.arraycopy(sound, second, swapped, Seal.HEADER_BYTES, SEALED_CHUNK_BYTES);

        refuses(swapped, "another order");
    }

    @Test
    void aPartThatIsLeftOutIsRefused() throws IOException {
        var second = Seal.HEADER_BYTES + SEALED_CHUNK_BYTES;
        var without = Arrays.copyOf(sound, sound.length - SEALED_CHUNK_BYTES);
        System.arraycopy(sound, second, without, Seal.HEADER_BYTES, sound.length - second);

        refuses(without, "another order");
    }

    @Test
    void somethingBehindItsEndIsRefused() throws IOException {
        refuses(Arrays.copyOf(sound, sound.length + 40), "");
        refuses(Arrays.copyOf(sound, sound.length + 2 * SEALED_CHUNK_BYTES), "");
    }

    /// Sealed soundly, by whoever has the key, and still not what its manifest says.
    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/passwd", "keys/../../outside", "keys\\seed"})
    void aPartThatLeadsOutsideIsRefused(String name) throws IOException {
        var odd = folder.resolve("odd.glbackup");
        try (var backup = BackupWriter.to(odd, KEY, new Random(7))) {
            backup.part(name, out -> out.write(1));
            backup.finish(manifest(backup.parts()));
        }

        assertThatThrownBy(() -> BackupFile.checked(odd, KEY)).hasMessageContaining("a part of the name");
    }

    @Test
    void aPartThatIsNotAsTheManifestSaysIsRefused() throws IOException {
        var odd = folder.resolve("odd.glbackup");
        try (var backup = BackupWriter.to(odd, KEY, new Random(7))) {
            backup.part("keys/one", out -> out.write(1));
            var one = backup.parts();
            backup.part("keys/two", out -> out.write(2));
            backup.finish(manifest(one));
        }

        assertThatThrownBy(() -> BackupFile.checked(odd, KEY)).hasMessage("it has 2 parts, and its manifest names 1");
    }

    @Test
    void whatIsNotFinishedHasNotItsName() throws IOException {
        var other = folder.resolve("other.glbackup");
        try (var backup = BackupWriter.to(other, KEY, new Random(7))) {
            backup.part("keys/log-signing-key", out -> out.write(PICTURE));
            assertThat(other).doesNotExist();
        }

        assertThat(other).doesNotExist();
        assertThat(folder.resolve("other.glbackup.part")).doesNotExist();
    }

    @Test
    void whatIsThereIsNotReplaced() {
        assertThatThrownBy(() -> BackupWriter.to(file, KEY, new Random(7)))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "c2VjcmV0", "not base64!"})
    void aKeyIsThirtyTwoBytes(String written) {
        assertThatThrownBy(() -> BackupKey.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("is not base64|has \\d+ bytes, and a key has 32");
    }

    private void refuses(byte[] bytes, String because) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> BackupFile.checked(file, KEY))
                .isInstanceOf(DamagedBackup.class)
                .hasMessageContaining(because);
    }

    private static Manifest manifest(List<Manifest.Part> parts) {
        return new Manifest(
                Manifest.FORM,
                "2026-03-02T08:00:00Z",
                "2026-03-02T08:00:01Z",
                "node",
                new Manifest.Log("key", 42, "root", ""),
                "71",
                Map.of("inbound", new Manifest.Table(List.of("id"), 3)),
                List.of(),
                List.of("GLASSLINE_DB_URL"),
                parts);
    }

    private static BackupKey key(int seed) {
        var bytes = new byte[BackupKey.BYTES];
        new Random(seed).nextBytes(bytes);
        return BackupKey.parse(Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }
}
