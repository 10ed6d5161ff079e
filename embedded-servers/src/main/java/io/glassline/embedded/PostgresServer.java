package io.glassline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The embedded PostgreSQL: every confirmed commit is on the disk, it listens on loopback only, and it lets in
/// nobody without the password.
final class PostgresServer implements EmbeddedServers.Server {

    static final String USER = "glassline";
    static final String DATABASE = "glassline";

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(20);

    /// Fast shutdown: roll back what is open, write everything out, end.
    private static final String STOP_SIGNAL = "INT";

    /// Six contenders of a benchmark hold 98 at once.
    private static final int CONNECTIONS_MAX = 150;

    private final Path programs;
    private final Path home;
    private final Path data;
    private final Path log;
    private final int port;
    private final String password;
    private final RunAs runAs;
    private volatile @Nullable Child child;

    private PostgresServer(Path programs, Path home, Path log, int port, String password, RunAs runAs) {
        this.programs = programs;
        this.home = home;
        this.data = home.resolve("data");
        this.log = log;
        this.port = port;
        this.password = password;
        this.runAs = runAs;
    }

    /// Makes the data folder ready, and stops a server that an earlier gateway left running on it.
    static PostgresServer in(DataFolder folder, String password, RunAs runAs) throws IOException {
        var home = folder.path("postgresql");
        var programs = Binaries.postgres(folder).resolve("bin");
        stopOrphan(home.resolve("data"));
        var server = new PostgresServer(
                programs, home, folder.logFile("postgresql"), folder.port("postgresql"), password, runAs);
        server.initialize();
        return server;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    /// Makes an empty cluster beside the place and moves it there when it is whole.
    private void initialize() throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            runAs.give(home);
            return;
        }
        Files.createDirectories(home);
        var unfinished = home.resolve("data.new");
        Binaries.delete(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var passwordFile = home.resolve("password.new");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, password);
        runAs.give(home);
        Child.start(
                        "initdb",
                        runAs.command(List.of(
                                programs.resolve("initdb").toString(),
                                "--pgdata=" + unfinished,
                                "--username=" + USER,
                                "--pwfile=" + passwordFile,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C")),
                        home,
                        log)
                .awaitEnd();
        Files.delete(passwordFile);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void start() throws IOException {
        stopOrphan(data);
        var started = Child.start(
                name(),
                runAs.command(List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "port=" + port,
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=" + CONNECTIONS_MAX,
                        "-c",
                        "shared_buffers=256MB",
                        "-c",
                        "backend_flush_after=256kB", // else a checkpoint has it all to sync, and commits wait for that
                        "-c",
                        "fsync=on",
                        "-c",
                        "synchronous_commit=on",
                        "-c",
                        "full_page_writes=on",
                        "-c",
                        "timezone=UTC",
                        "-c",
                        "log_timezone=UTC",
                        "-c",
                        "log_statement=none",
                        "-c",
                        "log_min_error_statement=panic", // a statement may hold a citizen's words
                        "-c",
                        "log_error_verbosity=terse",
                        "-c",
                        "jit=off")),
                home,
                log);
        child = started;
        started.await(this::isReady);
    }

    /// A postmaster.pid whose process is none of ours is left over from another life of the machine. PostgreSQL
    /// itself would refuse to start if that number now belonged to anything at all; we hold the folder's lock and
    /// have looked.
    private static void stopOrphan(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var lines = Files.readAllLines(pidFile);
        if (!lines.isEmpty() && lines.getFirst().strip().matches("\\d{1,10}")) {
            Child.stopOrphan(Long.parseLong(lines.getFirst().strip()), "postgres", data, STOP_SIGNAL, STOP_WAIT_MAX);
        }
        Files.deleteIfExists(pidFile);
    }

    private boolean isReady() {
        try (var connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    void createDatabase() {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + DATABASE + " cannot be made: " + e.getMessage(), e);
        }
    }

    Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String password() {
        return password;
    }

    long pid() {
        var running = child;
        return running == null ? -1 : running.pid();
    }

    @Override
    public boolean isDead() {
        var running = child;
        return running != null && !running.isAlive();
    }

    /// Holds every process of it where it is; nothing is closed, nothing answers.
    void freeze() {
        signalAll("STOP");
    }

    void thaw() {
        signalAll("CONT");
    }

    private void signalAll(String signal) {
        var running = child;
        if (running != null) {
            running.signalAll(signal);
        }
    }

    @Override
    public void stop() {
        var running = child;
        child = null;
        if (running != null) {
            running.stop(STOP_SIGNAL, STOP_WAIT_MAX);
        }
    }
}
