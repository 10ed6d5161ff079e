package io.glassline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL and Redis, run by us as child processes on one data folder, on loopback only and behind a password
/// that is made at the first start.
///
/// The data folder holds everything: `postgresql/` and `redis/` are the data, `logs/` what the servers say, `bin/`
/// the unpacked programs (there and not in a folder that all users share, so that nobody else can have put them
/// there), `password`, and `servers.properties` with how to connect by hand. Deleting the folder undoes everything.
///
/// A server that dies is started again on its port within about a second. One that outlived its gateway, because
/// that was killed, is stopped cleanly and started anew. A commit that PostgreSQL has confirmed is on the disk;
/// Redis may lose its last second.
public final class EmbeddedServers implements AutoCloseable {

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);

    private final DataFolder folder;
    private final PostgresServer postgres;
    private final EmbeddedRedis redis;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watcher;

    private EmbeddedServers(DataFolder folder, PostgresServer postgres, EmbeddedRedis redis) {
        this.folder = folder;
        this.postgres = postgres;
        this.redis = redis;
        this.watcher = Thread.ofPlatform().name("embedded-servers").daemon().start(this::watch);
    }

    /// Starts both servers and waits until they answer. The first start in a folder unpacks them and takes some
    /// seconds.
    ///
    /// @throws IllegalStateException saying what to do, when another process uses the folder or a server does not
    ///     start.
    public static EmbeddedServers start(Path dataFolder) {
        return start(dataFolder, RunAs.choose(), false);
    }

    /// As [#start], with a Redis Cluster of three masters in place of one Redis.
    public static EmbeddedServers startWithRedisCluster(Path dataFolder) {
        return start(dataFolder, RunAs.choose(), true);
    }

    static EmbeddedServers start(Path dataFolder, RunAs runAs) {
        return start(dataFolder, runAs, false);
    }

    private static EmbeddedServers start(Path dataFolder, RunAs runAs, boolean cluster) {
        try {
            var folder = DataFolder.open(dataFolder);
            try {
                return startIn(folder, runAs, cluster);
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("embedded servers in " + dataFolder + " cannot be started", e);
        }
    }

    private static EmbeddedServers startIn(DataFolder folder, RunAs runAs, boolean cluster) throws IOException {
        var password = password(folder);
        var postgres = PostgresServer.in(folder, password, runAs);
        var redis = cluster ? RedisCluster.in(folder, password) : RedisServer.in(folder, password);
        try {
            for (var server : List.of(postgres, redis)) {
                server.start();
            }
            postgres.createDatabase();
        } catch (IOException | RuntimeException e) {
            redis.stop();
            postgres.stop();
            throw e;
        }
        var servers = new EmbeddedServers(folder, postgres, redis);
        servers.writeHowToConnect();
        return servers;
    }

    private static String password(DataFolder folder) throws IOException {
        var file = folder.path("password");
        if (!Files.exists(file)) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            folder.writePrivately(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    public String jdbcUrl() {
        return postgres.jdbcUrl(PostgresServer.DATABASE);
    }

    public String user() {
        return PostgresServer.USER;
    }

    public String password() {
        return postgres.password();
    }

    /// With the password in it.
    public String redisUrl() {
        return redis.url();
    }

    private void writeHowToConnect() throws IOException {
        var how = new Properties();
        how.setProperty("jdbcUrl", jdbcUrl());
        how.setProperty("user", user());
        how.setProperty("password", password());
        how.setProperty("redisUrl", redisUrl());
        var text = new java.io.StringWriter();
        how.store(text, "How to connect to the embedded servers while they run");
        folder.writePrivately(folder.path("servers.properties"), text.toString());
    }

    private void watch() {
        try {
            while (!closing.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                for (var server : List.of(postgres, redis)) {
                    revive(server);
                }
            }
        } catch (InterruptedException e) {
            // closing without waiting for us
        }
    }

    private static void revive(Server server) {
        if (server.isDead()) {
            LOG.warn("{} was found dead and is started again", server.name());
            try {
                server.start();
            } catch (IOException | RuntimeException e) {
                LOG.error(
                        "{} could not be started again; tried anew in {} s",
                        server.name(),
                        WATCH_INTERVAL.toSeconds(),
                        e);
            }
        }
    }

    // What tests and measurements do to the servers. A server that was stopped or killed here is left alone by the
    // watcher until it is started here.

    /// The process of PostgreSQL's postmaster; -1 while it is stopped.
    public long postgresPid() {
        return postgres.pid();
    }

    /// Shuts PostgreSQL down: what is open is rolled back, and nobody listens any more.
    public void stopPostgres() {
        postgres.stop();
    }

    public void startPostgres() {
        start(postgres);
    }

    /// Holds PostgreSQL where it is: connections stay open and nothing answers on them.
    public void freezePostgres() {
        postgres.freeze();
    }

    public void thawPostgres() {
        postgres.thaw();
    }

    /// As `kill -9` does; of a cluster, one master.
    public void killRedis() {
        redis.kill();
    }

    public void startRedis() {
        start(redis);
    }

    /// Lets Redis forget all it was told.
    public void emptyRedis() {
        try {
            redis.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis cannot be emptied", e);
        }
    }

    private static void start(Server server) {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(server.name() + " cannot be started", e);
        }
    }

    /// Stops both servers cleanly.
    @Override
    public void close() {
        closing.countDown();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        redis.stop();
        postgres.stop();
        folder.close();
    }

    PostgresServer postgres() {
        return postgres;
    }

    EmbeddedRedis redis() {
        return redis;
    }

    /// What the watcher needs to know of a server.
    interface Server {

        String name();

        /// Starts it, after stopping an orphan, and waits until it answers.
        void start() throws IOException;

        /// It was started, was not stopped, and is not there.
        boolean isDead();

        /// Stops it cleanly, and not so cleanly if it takes too long. Does nothing if it is not running.
        void stop();
    }
}
