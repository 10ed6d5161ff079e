package io.glassline.bench.speed;

import io.glassline.embedded.EmbeddedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// One PostgreSQL (fsync and synchronous_commit on, as everywhere in Glassline) and one Redis in a folder of their own,
/// for the length of one measurement. Each contender has a database of its own in it.
final class Servers implements AutoCloseable {

    private static final Duration REST_WAIT_MAX = Duration.ofSeconds(30);

    private final Path folder;
    private final EmbeddedServers servers;
    private final long postmaster;

    private Servers(Path folder, EmbeddedServers servers) {
        this.folder = folder;
        this.servers = servers;
        this.postmaster = servers.postgresPid();
    }

    static Servers start() {
        try {
            var folder = Files.createTempDirectory("glassline-bench");
            return new Servers(folder, EmbeddedServers.start(folder.resolve("servers")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For whatever else the measurement keeps: what contenders print, keys.
    Path folder() {
        return folder;
    }

    String user() {
        return servers.user();
    }

    String password() {
        return servers.password();
    }

    String redisUrl() {
        return servers.redisUrl();
    }

    /// Makes an empty database.
    ///
    /// @return its JDBC URL.
    String database(String name) {
        execute(servers.jdbcUrl(), "create database " + name);
        return servers.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
    }

    Connection connect(String jdbcUrl) throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user(), password());
    }

    void execute(String jdbcUrl, String sql) {
        try (var connection = connect(jdbcUrl);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String jdbcUrl, String sql) {
        try (var connection = connect(jdbcUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void checkpoint() {
        execute(servers.jdbcUrl(), "checkpoint");
    }

    /// Lets PostgreSQL finish what earlier rounds left it to do, at most [#REST_WAIT_MAX]: it vacuums one contender's
    /// tables while another runs, and that would count for the other.
    void rest() {
        var until = System.nanoTime() + REST_WAIT_MAX.toNanos();
        while (count(servers.jdbcUrl(), "select count(*) from pg_stat_progress_vacuum") > 0
                && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        checkpoint();
    }

    /// PostgreSQL's processor time so far, in microseconds.
    long postgresMicros() {
        return ProcessorTime.ofPostgres(postmaster);
    }

    String postgresVersion() {
        try (var connection = connect(servers.jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_setting('server_version'),"
                        + " current_setting('fsync'), current_setting('synchronous_commit')")) {
            rows.next();
            return "PostgreSQL %s (fsync %s, synchronous_commit %s)"
                    .formatted(rows.getString(1), rows.getString(2), rows.getString(3));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        servers.close();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("bench: " + folder + " could not be removed: " + e);
        }
    }
}
