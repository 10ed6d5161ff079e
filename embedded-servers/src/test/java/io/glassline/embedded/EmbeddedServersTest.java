package io.glassline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

class EmbeddedServersTest {

    @TempDir
    Path folder;

    @Test
    void keepTheirDataAndTheirPortsOverAStopAndAreDurable() throws SQLException {
        String jdbcUrl;
        String redisUrl;
        try (var servers = EmbeddedServers.start(folder)) {
            jdbcUrl = servers.jdbcUrl();
            redisUrl = servers.redisUrl();
            execute(servers, "create table kept (words text)");
            execute(servers, "insert into kept values ('still here')");
            assertThat(query(servers, "show fsync")).isEqualTo("on");
            assertThat(query(servers, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(servers, "show listen_addresses")).isEqualTo("127.0.0.1");
            redis(servers, redis -> redis.getBucket("words").set("here"));
        }
        try (var servers = EmbeddedServers.start(folder)) {
            assertThat(servers.jdbcUrl()).isEqualTo(jdbcUrl);
            assertThat(servers.redisUrl()).isEqualTo(redisUrl);
            assertThat(query(servers, "select words from kept")).isEqualTo("still here");
            redis(
                    servers,
                    redis -> assertThat((String) redis.getBucket("words").get()).isEqualTo("here"));
        }
    }

    @Test
    void letNobodyInWithoutThePassword() throws IOException {
        try (var servers = EmbeddedServers.start(folder)) {
            assertThatThrownBy(() -> DriverManager.getConnection(servers.jdbcUrl(), servers.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            var guess = clientOf(new String[] {servers.redisUrl().replaceFirst(":[^:@/]+@", ":guess@")});
            assertThatThrownBy(() -> Redisson.create(guess)).hasStackTraceContaining("WRONGPASS");
            for (var file : List.of("password", "redis.conf", "servers.properties")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void areStartedAgainWhereTheyWereWhenTheyAreKilled() throws Exception {
        try (var servers = EmbeddedServers.start(folder)) {
            execute(servers, "create table kept (words text)");
            execute(servers, "insert into kept values ('still here')");
            redis(servers, redis -> redis.getBucket("words").set("here"));
            Thread.sleep(1_500); // Redis writes down what it is told once a second
            var postgresPid = servers.postgres().pid();
            var redisPid = servers.redis().pid();

            kill(postgresPid);
            kill(redisPid);
            await(() -> servers.postgres().pid() != postgresPid && answers(servers));
            await(() -> servers.redis().pid() != redisPid);

            assertThat(query(servers, "select words from kept")).isEqualTo("still here");
            redis(
                    servers,
                    redis -> await(() -> "here".equals(redis.getBucket("words").get())));
        }
    }

    @Test
    void whatAKilledGatewayLeftRunningIsStoppedAndTheDataIsThere() throws Exception {
        var abandoned = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandoned.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("abandoned.txt").toFile())
                .start();
        await(() -> Files.exists(folder.resolve("ready")));
        var orphans = Files.readAllLines(folder.resolve("ready")).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        abandoned.destroyForcibly().waitFor();
        assertThat(orphans)
                .hasSize(2)
                .allSatisfy(orphan -> assertThat(orphan.isAlive()).isTrue());

        try (var servers = EmbeddedServers.start(folder)) {
            assertThat(orphans)
                    .allSatisfy(orphan -> assertThat(orphan.isAlive()).isFalse());
            assertThat(query(servers, "select words from kept")).isEqualTo("left behind");
        }
    }

    /// A gateway that is killed once its servers run.
    static final class Abandoned {
        public static void main(String[] arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            var servers = EmbeddedServers.start(folder);
            execute(servers, "create table kept (words text)");
            execute(servers, "insert into kept values ('left behind')");
            var ready = Files.writeString(
                    folder.resolve("ready.new"),
                    servers.postgres().pid() + "\n" + servers.redis().pid() + "\n");
            Files.move(ready, folder.resolve("ready"));
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    /// Numbers of processes come again, after a reboot or in a new container. Whoever has this one now is left
    /// alone.
    @Test
    void aStrangerWithTheNumberOfAServerIsLeftAlone() throws Exception {
        EmbeddedServers.start(folder).close();
        var stranger = new ProcessBuilder("sleep", "300").start();
        try {
            var pidFile = folder.resolve("postgresql/data/postmaster.pid");
            Files.writeString(pidFile, stranger.pid() + "\n" + pidFile.getParent() + "\n");
            Files.writeString(folder.resolve("redis/redis.pid"), stranger.pid() + "\n");

            try (var servers = EmbeddedServers.start(folder)) {
                assertThat(query(servers, "select 'up'")).isEqualTo("up");
                assertThat(stranger.isAlive()).isTrue();
            }
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void redisCanBeAClusterWhoseKeysLieOnAllOfItsMasters() throws Exception {
        try (var servers = EmbeddedServers.startWithRedisCluster(folder)) {
            var cluster = (RedisCluster) servers.redis();
            redis(servers, redis -> {
                for (var n = 0; n < 60; n++) {
                    redis.getBucket("words " + n).set("here");
                }
            });
            for (var master : cluster.masters()) {
                assertThat(master.ask("DBSIZE")).isNotEqualTo(":0");
            }

            servers.killRedis();
            servers.startRedis();
            servers.emptyRedis();

            redis(servers, redis -> await(() -> redis.getBucket("words 1").get() == null));
        }
        try (var servers = EmbeddedServers.startWithRedisCluster(folder)) {
            redis(servers, redis -> redis.getBucket("words").set("after a restart"));
        }
    }

    /// Tests stop servers for a while; the watcher must not bring them back meanwhile.
    @Test
    void whatIsStoppedOnPurposeIsLeftAloneUntilItIsStarted() throws Exception {
        try (var servers = EmbeddedServers.start(folder)) {
            servers.stopPostgres();
            servers.killRedis();
            Thread.sleep(2_500); // the watcher looks once a second
            assertThat(answers(servers)).isFalse();
            assertThat(servers.redis().pid()).isEqualTo(-1);

            servers.startPostgres();
            servers.startRedis();
            assertThat(query(servers, "select 'up'")).isEqualTo("up");

            servers.freezePostgres();
            servers.thawPostgres();
            assertThat(query(servers, "select 'up'")).isEqualTo("up");
        }
    }

    @Test
    void twoGatewaysCannotShareAFolder() {
        try (var _ = EmbeddedServers.start(folder)) {
            assertThatThrownBy(() -> EmbeddedServers.start(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("choose another folder");
        }
    }

    @Test
    void aStartThatFailsSaysWhyAndLeavesNothingBehind() throws IOException {
        EmbeddedServers.start(folder).close();
        var settings = folder.resolve("postgresql/data/postgresql.conf");
        var good = Files.readString(settings);
        Files.writeString(settings, good + "\nno_such_setting = on\n");

        assertThatThrownBy(() -> EmbeddedServers.start(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PostgreSQL ended with status")
                .hasMessageContaining("no_such_setting");

        Files.writeString(settings, good);
        EmbeddedServers.start(folder).close();
    }

    /// In a container root often may not make namespaces. The folder is one that `nobody` can reach.
    @Test
    void runAsNobodyWhereRootMayNotMakeNamespaces() throws Exception {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root becomes nobody");
        var open = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "nobody-");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            try (var servers = EmbeddedServers.start(open, RunAs.NOBODY)) {
                execute(servers, "create table kept (words text)");
                assertThat(Files.getAttribute(
                                Path.of("/proc/" + servers.postgres().pid()), "unix:uid"))
                        .isEqualTo(65_534);
            }
            try (var servers = EmbeddedServers.start(open, RunAs.NOBODY)) {
                assertThat(query(servers, "select count(*) from kept")).isEqualTo("0");
            }
        } finally {
            Binaries.delete(open);
        }
    }

    private static boolean answers(EmbeddedServers servers) {
        try (var connection = connect(servers)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static void execute(EmbeddedServers servers, String sql) throws SQLException {
        try (var connection = connect(servers);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedServers servers, String sql) throws SQLException {
        try (var connection = connect(servers);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedServers servers) throws SQLException {
        return DriverManager.getConnection(servers.jdbcUrl(), servers.user(), servers.password());
    }

    private static void redis(EmbeddedServers servers, java.util.function.Consumer<RedissonClient> work) {
        var redis = Redisson.create(clientOf(servers.redisUrl().split(",")));
        try {
            work.accept(redis);
        } finally {
            redis.shutdown();
        }
    }

    /// @param nodes of the form `redis://:password@host:port`; several are nodes of one cluster.
    private static Config clientOf(String[] nodes) {
        var config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.setPassword(nodes[0].replaceFirst("^redis://[^:]*:", "").replaceFirst("@.*", ""));
        var addresses = Arrays.stream(nodes)
                .map(node -> node.replaceFirst("//.*@", "//"))
                .toArray(String[]::new);
        if (nodes.length == 1) {
            config.useSingleServer().setAddress(addresses[0]);
        } else {
            config.useClusterServers().addNodeAddress(addresses);
        }
        return config;
    }

    private static void await(Callable<Boolean> holds) {
        for (var tries = 0; !quietly(holds); tries++) {
            assertThat(tries).as("tries").isLessThan(600);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean quietly(Callable<Boolean> holds) {
        try {
            return holds.call();
        } catch (Exception e) {
            return false;
        }
    }
}
