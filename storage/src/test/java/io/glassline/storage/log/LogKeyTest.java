package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.log.LogSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogKeyTest {

    private static final SecureRandom CHANCE = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void isMadeOnceForItsOwnerOnlyAndStaysTheSame() throws IOException {
        var file = folder.resolve("keys/log.key");

        var seed = LogKey.readOrCreate(file, CHANCE);

        assertThat(seed).hasSize(LogSigner.SEED_BYTES);
        assertThat(LogKey.readOrCreate(file, CHANCE)).isEqualTo(seed);
        assertThat(Files.readString(file)).matches("[A-Za-z0-9+/]{43}=\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var left = Files.list(folder.resolve("keys"))) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void twoLogsHaveTwoKeys() {
        assertThat(LogKey.readOrCreate(folder.resolve("one.key"), CHANCE))
                .isNotEqualTo(LogKey.readOrCreate(folder.resolve("two.key"), CHANCE));
    }

    @Test
    void isTheSameForAllThatStartAtOnce() throws Exception {
        var file = folder.resolve("log.key");
        var start = new CountDownLatch(1);
        Callable<String> node = () -> {
            start.await();
            return HexFormat.of().formatHex(LogKey.readOrCreate(file, new SecureRandom()));
        };
        try (var nodes = Executors.newFixedThreadPool(8)) {
            var seeds = IntStream.range(0, 8).mapToObj(_ -> nodes.submit(node)).toList();
            start.countDown();
            var different = new HashSet<String>();
            for (var seed : seeds) {
                different.add(seed.get());
            }
            assertThat(different).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # the file holds                                       | and so
          ''                                                   | it holds 0 bytes
          not a key, and secret                                | it holds something else
          c2hvcnQ=                                             | it holds 5 bytes
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | it holds 39 bytes
        """)
    void whatIsNotAKeyIsRefusedAndLeftAlone(String content, String because) throws IOException {
        var file = Files.writeString(folder.resolve("log.key"), content);

        assertThatThrownBy(() -> LogKey.readOrCreate(file, CHANCE))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageContainingAll(file.toString(), "base64 of 32 bytes", because)
                .hasMessageNotContaining("secret");
        assertThat(file).hasContent(content);
    }

    @Test
    void aFolderInItsPlaceIsRefused() throws IOException {
        var file = Files.createDirectory(folder.resolve("log.key"));

        assertThatThrownBy(() -> LogKey.readOrCreate(file, CHANCE)).hasMessageContaining("it is a folder");
    }

    @Test
    void aPlaceWhereNoFileCanBeSaysSo() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "").resolve("log.key");

        assertThatThrownBy(() -> LogKey.readOrCreate(file, CHANCE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }
}
