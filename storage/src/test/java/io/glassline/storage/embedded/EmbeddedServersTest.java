package io.glassline.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {

    @TempDir
    Path folder;

    @Test
    void keepTheirDataOverAStopAndAreAsDurableAsInProduction() throws SQLException {
        try (var servers = EmbeddedServers.start(folder)) {
            execute(servers, "create table kept (words text)");
            execute(servers, "insert into kept values ('still here')");
            assertThat(query(servers, "show fsync")).isEqualTo("on");
            assertThat(query(servers, "show synchronous_commit")).isEqualTo("on");
            assertThat(redis(servers, "SET words here")).isEqualTo("+OK");
        }
        try (var servers = EmbeddedServers.start(folder)) {
            assertThat(query(servers, "select words from kept")).isEqualTo("still here");
            assertThat(redis(servers, "EXISTS words")).isEqualTo(":1");
        }
    }

    @Test
    void areBroughtBackWhenTheyAreKilled() throws SQLException {
        try (var servers = EmbeddedServers.start(folder)) {
            execute(servers, "create table kept (words text)");
            execute(servers, "insert into kept values ('still here')");
            kill(servers.postgresPid());
            kill(servers.redisPid());

            await(() -> answersAgain(servers));
            assertThat(query(servers, "select words from kept")).isEqualTo("still here");
            await(() -> redisAnswers(servers));
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
        abandoned.destroyForcibly().waitFor();

        try (var servers = EmbeddedServers.start(folder)) {
            assertThat(query(servers, "select words from kept")).isEqualTo("left behind");
        }
    }

    @Test
    void twoProcessesCannotShareAFolder() {
        try (var _ = EmbeddedServers.start(folder)) {
            assertThatThrownBy(() -> EmbeddedServers.start(folder))
                    .hasMessageContaining("another Glassline is using " + folder);
        }
    }

    /// A gateway that is killed once its servers run.
    static final class Abandoned {
        public static void main(String[] arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            var servers = EmbeddedServers.start(folder);
            execute(servers, "create table kept (words text)");
            execute(servers, "insert into kept values ('left behind')");
            Files.createFile(folder.resolve("ready"));
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    private static boolean answersAgain(EmbeddedServers servers) {
        try (var connection = connect(servers)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean redisAnswers(EmbeddedServers servers) {
        try {
            return redis(servers, "PING").equals("+PONG");
        } catch (IllegalStateException e) {
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

    private static String redis(EmbeddedServers servers, String command) {
        try (var socket = new Socket("127.0.0.1", URI.create(servers.redisUrl()).getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[64];
            var count = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(count, 0), StandardCharsets.US_ASCII).strip();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier holds) {
        for (var tries = 0; !holds.getAsBoolean(); tries++) {
            assertThat(tries).as("tries").isLessThan(600);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
