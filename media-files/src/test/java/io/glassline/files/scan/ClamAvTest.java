package io.glassline.files.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.embedded.ClamServer;
import io.glassline.media.MediaScanner.ScanOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With a real daemon.
@Tag("scanner")
class ClamAvTest {

    private static ClamServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ClamServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # a file              | outcome
          nothing             | Clean[]
          words               | Clean[]
          a mebibyte          | Clean[]
          EICAR               | Infected[signature=Eicar-Test-Signature.UNOFFICIAL]
          EICAR in a zip      | Infected[signature=Eicar-Test-Signature.UNOFFICIAL]
          5 mebibytes         | CannotScan[because=it is larger than the scanner takes (StreamMaxLength)]
        """)
    void saysWhatTheDaemonSays(String file, String outcome) throws IOException {
        assertThat(clamAv().scan(new ByteArrayInputStream(content(file))).toString())
                .isEqualTo(outcome);
    }

    private static byte[] content(String file) throws IOException {
        return switch (file) {
            case "nothing" -> new byte[0];
            case "words" -> "The lamp is out.".getBytes();
            case "a mebibyte" -> new byte[1 << 20];
            case "5 mebibytes" -> new byte[5 << 20];
            case "EICAR" -> ClamServer.eicar();
            default -> zipped(ClamServer.eicar());
        };
    }

    private static byte[] zipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("invoice.com"));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void isAwayWhileTheDaemonIsAndBackWithIt() throws IOException {
        server.stop();
        assertThat(scanWords(clamAv())).isInstanceOf(ScanOutcome.Away.class);
        server.start();
        assertThat(scanWords(clamAv())).isEqualTo(new ScanOutcome.Clean());
    }

    @Test
    void whoNeverAnswersIsAway() throws IOException {
        try (var silent = new ServerSocket(0)) {
            var scanner =
                    new ClamAv(ClamAv.address("tcp://localhost:" + silent.getLocalPort()), Duration.ofMillis(300));
            assertThat(scanWords(scanner)).isInstanceOf(ScanOutcome.Away.class);
        }
    }

    private static ScanOutcome scanWords(ClamAv scanner) {
        return scanner.scan(new ByteArrayInputStream("words".getBytes()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"localhost:3310", "tcp://localhost", "tcp://:3310", "tcp://localhost:0", "unix:relative", "http://x:1"})
    void anAddressIsWrittenInOneOfTwoWays(String written) {
        assertThatThrownBy(() -> ClamAv.address(written))
                .hasMessage("is to be like tcp://localhost:3310 or unix:/run/clamav/clamd.ctl, not " + written);
    }

    private static ClamAv clamAv() {
        return new ClamAv(ClamAv.address("tcp://127.0.0.1:" + server.port()));
    }
}
