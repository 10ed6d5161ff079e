package io.glassline.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// ClamAV's daemon on a data folder and a loopback port, for tests of scanning. Its program comes from
/// the machine (Debian: `clamav-daemon`).
///
/// It knows one signature, that of the harmless file by which EICAR lets one try a scanner, so that it is
/// up in a moment and nothing is downloaded.
public final class ClamServer implements AutoCloseable {

    /// What it says it found, with `.UNOFFICIAL` behind it: the signature is not of ClamAV's own database.
    public static final String EICAR_SIGNATURE = "Eicar-Test-Signature";

    private static final Path PROGRAM = Path.of("/usr/sbin/clamd");
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);
    private static final int ANSWER_WAIT_MAX_MS = 1_000;

    /// In two halves, so that no scanner finds it in our sources.
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private final DataFolder folder;
    private final int port;
    private Optional<Child> child = Optional.empty();

    private ClamServer(DataFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /// The 68 bytes of EICAR's test file, <https://www.eicar.org/download-anti-malware-testfile/>.
    public static byte[] eicar() {
        return EICAR.getBytes(StandardCharsets.US_ASCII);
    }

    /// Starts it and waits until it answers.
    ///
    /// @throws IllegalStateException saying what to do, when there is no ClamAV, or it does not start.
    public static ClamServer start(Path dataFolder) throws IOException {
        if (!isInstalled()) {
            throw new IllegalStateException(
                    "there is no ClamAV on this machine; install it (Debian: apt-get install clamav-daemon)");
        }
        var folder = DataFolder.open(dataFolder);
        try {
            Files.createDirectories(folder.path("signatures"));
            Files.writeString(folder.path("signatures").resolve("eicar.ndb"), signature());
            var server = new ClamServer(folder, folder.port("clamd"));
            Files.writeString(folder.path("clamd.conf"), server.settings());
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// A line of ClamAV's extended signatures: name, any kind of file, anywhere in it, these bytes.
    private static String signature() {
        return EICAR_SIGNATURE + ":0:*:" + HexFormat.of().formatHex(eicar()) + "\n";
    }

    private String settings() {
        return """
            Foreground yes
            DatabaseDirectory %s
            TemporaryDirectory %s
            TCPSocket %d
            TCPAddr 127.0.0.1
            StreamMaxLength 4M
            """.formatted(folder.path("signatures"), folder.path(""), port);
    }

    /// Starts it again after [#stop].
    public void start() throws IOException {
        var started = Child.start(
                "ClamAV",
                List.of(PROGRAM.toString(), "--config-file=" + folder.path("clamd.conf")),
                folder.path(""),
                folder.logFile("clamd"));
        started.await(this::answers);
        child = Optional.of(started);
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_WAIT_MAX_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MS);
            socket.getOutputStream().write("zPING\0".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("PONG");
        } catch (IOException e) {
            return false; // not yet
        }
    }

    public int port() {
        return port;
    }

    /// Stops it: nobody listens any more.
    public void stop() {
        child.ifPresent(running -> running.stop("TERM", STOP_WAIT_MAX));
        child = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }
}
