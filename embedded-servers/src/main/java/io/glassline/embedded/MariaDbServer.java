package io.glassline.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// MariaDB on a data folder and a loopback port, for tests of look-ups in a city's own databases. Its
/// programs come from the machine (Debian: `mariadb-server`).
public final class MariaDbServer implements AutoCloseable {

    public static final String USER = "records";
    public static final String PASSWORD = "records-of-the-test";
    public static final String DATABASE = "records";

    private static final Path PROGRAM = Path.of("/usr/sbin/mariadbd");
    private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);
    private static final int ANSWER_WAIT_MAX_MS = 1_000;

    private final DataFolder folder;
    private final int port;
    private Optional<Child> child = Optional.empty();

    private MariaDbServer(DataFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && Files.isExecutable(INSTALL);
    }

    /// Starts it and waits until it answers.
    ///
    /// @throws IllegalStateException saying what to do, when there is no MariaDB, or it does not start.
    public static MariaDbServer start(Path dataFolder) throws IOException {
        if (!isInstalled()) {
            throw new IllegalStateException(
                    "there is no MariaDB on this machine; install it (Debian: apt-get install mariadb-server)");
        }
        var folder = DataFolder.open(dataFolder);
        try {
            var server = new MariaDbServer(folder, folder.port("mariadb"));
            server.initialize();
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private void initialize() throws IOException {
        Files.writeString(folder.path("mariadb-user.sql"), """
                create database if not exists %s character set utf8mb4;
                create or replace user '%s'@'%%' identified by '%s';
                grant all on %s.* to '%s'@'%%';
                """.formatted(DATABASE, USER, PASSWORD, DATABASE, USER));
        if (Files.exists(data().resolve("mysql"))) {
            return;
        }
        Files.createDirectories(data());
        Child.start(
                        "mariadb-install-db",
                        asUser(List.of(
                                INSTALL.toString(),
                                "--no-defaults",
                                "--datadir=" + data(),
                                "--auth-root-authentication-method=normal",
                                "--skip-test-db")),
                        folder.path(""),
                        folder.logFile("mariadb"))
                .awaitEnd();
    }

    /// MariaDB runs as root only where it is told to, and as us in any other case.
    private static List<String> asUser(List<String> command) {
        var all = new ArrayList<>(command);
        if (RunAs.isRoot()) {
            all.add("--user=root");
        }
        return all;
    }

    private Path data() {
        return folder.path("mariadb").toAbsolutePath();
    }

    /// Starts it again after [#stop].
    public void start() throws IOException {
        var started = Child.start(
                "MariaDB",
                asUser(List.of(
                        PROGRAM.toString(),
                        "--no-defaults",
                        "--datadir=" + data(),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=m.sock", // in the data folder: a whole path may be too long for a socket
                        "--pid-file=m.pid",
                        "--init-file=" + folder.path("mariadb-user.sql").toAbsolutePath(),
                        "--skip-name-resolve",
                        "--innodb-buffer-pool-size=32M",
                        "--performance-schema=OFF")),
                folder.path(""),
                folder.logFile("mariadb"));
        started.await(this::answers);
        child = Optional.of(started);
    }

    /// It greets who connects.
    private boolean answers() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_WAIT_MAX_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MS);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    public String jdbcUrl() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + DATABASE;
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
