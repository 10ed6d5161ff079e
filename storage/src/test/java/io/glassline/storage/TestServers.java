package io.glassline.storage;

import io.glassline.conversation.Ports;
import io.glassline.conversation.Samples;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgDeadLetters;
import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.postgres.PgOutbox;
import io.glassline.storage.postgres.PgQuarantine;
import io.glassline.storage.postgres.PgRecordedMessages;
import io.glassline.storage.postgres.Recorded;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.SpoolListener;
import io.glassline.storage.spool.SpooledLanes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// One pair of real servers for all tests of a run, and a fresh database for each class that asks.
public final class TestServers {

    private static final EmbeddedServers SERVERS = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Map<Database, String> URLS = new ConcurrentHashMap<>();
    private static final Map<Database, Ports> PORTS = new ConcurrentHashMap<>();

    private TestServers() {}

    private static EmbeddedServers start() {
        var servers = EmbeddedServers.start(Path.of("target", "embedded"));
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        return servers;
    }

    public static String redisUrl() {
        return SERVERS.redisUrl();
    }

    /// Where PostgreSQL listens, on this machine.
    public static int postgresPort() {
        return URI.create(SERVERS.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    public static Database newDatabase() {
        return newDatabase(1).getFirst();
    }

    /// A second way to a database, by another port, on which every statement goes by its text and not by a name.
    public static Database again(Database database, int port) {
        var url = URLS.get(database).replace(":" + postgresPort() + "/", ":" + port + "/");
        return Database.open(url + "?prepareThreshold=0", SERVERS.user(), SERVERS.password(), 2);
    }

    /// One database, for so many nodes, each with connections of its own.
    public static List<Database> newDatabase(int nodes) {
        var url = emptyDatabase();
        var databases = IntStream.range(0, nodes)
                .mapToObj(_ -> Database.open(url, SERVERS.user(), SERVERS.password(), 12))
                .toList();
        databases.forEach(database -> URLS.put(database, url));
        return databases;
    }

    /// A database with one connection of each kind, on which every statement has a name from its first use on: so what
    /// PostgreSQL keeps of each can be looked at.
    public static Database newDatabaseThatKeepsStatements() {
        return Database.open(emptyDatabase() + "?prepareThreshold=1", SERVERS.user(), SERVERS.password(), 2);
    }

    /// A database without tables, and who may work in it, in one URL.
    public static String emptyDatabaseWithUser() {
        return emptyDatabase() + "?user=" + SERVERS.user() + "&password=" + SERVERS.password();
    }

    private static String emptyDatabase() {
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(SERVERS.jdbcUrl(), SERVERS.user(), SERVERS.password());
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return SERVERS.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
    }

    /// An inbound log with a spool of its own, in which nothing is.
    public static PgInboundLog inboundLog(Database database) {
        return inboundLog(database, newFolder());
    }

    public static PgInboundLog inboundLog(Database database, Path spool) {
        return inboundLog(database, spool, Spool.BYTES_MAX_DEFAULT);
    }

    public static PgInboundLog inboundLog(Database database, Path spool, long spoolBytesMax) {
        return new PgInboundLog(
                database,
                Spool.open(spool, spoolBytesMax, new Random(1)::nextLong),
                new SpooledLanes(SpoolListener.NOBODY, _ -> {}),
                new PgQuarantine(database, Samples.AUDIT));
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "spools")), "spool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All ports over one database; the same each time, for some of them have threads.
    public static Ports ports(Database database, PgInboundLog inbound) {
        return PORTS.computeIfAbsent(
                database,
                of -> new Ports(
                        inbound,
                        new PgConversationStore(of),
                        new PgOutbox(of, Samples.AUDIT),
                        new PgDeadLetters(of, Samples.AUDIT),
                        new PgConsentLedger(of, Samples.AUDIT),
                        new PgRecordedMessages(of),
                        () -> Recorded.entries(of)));
    }
}
