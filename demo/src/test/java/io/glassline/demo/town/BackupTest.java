package io.glassline.demo.town;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.log.VerifyCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup is taken while citizens write, and put back on other servers: what was acknowledged before it began is
/// there once, and the log goes on only where nothing that was published is missing.
class BackupTest {

    private static final String CITIZEN = "+15550351";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SPOOLED = 5;
    private static final String ERASED = "+15550352";
    private static final String RECORDED = "select provider_id from inbound where provider_id like 'SMback%'";

    @TempDir
    Path folder;

    private final Map<String, Instant> acknowledged = new ConcurrentSkipListMap<>();
    private final List<Town> towns = new ArrayList<>();
    private int texts;

    @AfterEach
    void stop() {
        towns.forEach(Town::close);
        EmbeddedServers.start(folder.resolve("town")).close(); // those that outlived their gateway
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAndTheLogGoesOnOnlyWhereNothingIsMissing() throws Exception {
        var town = Town.start(folder.resolve("town"));
        towns.add(town);
        var servers = Town.servers(town.data());

        town.says("city-sms", ERASED, "When is trash day on Xochimilco street?");
        Town.await("it is answered", () -> !town.heard("city-sms", ERASED).isEmpty());

        // while citizens write
        var isWriting = new boolean[] {true};
        var writing = Thread.ofPlatform().start(() -> {
            while (isWriting[0]) {
                text(town);
            }
        });
        Town.await("some have written", () -> acknowledged.size() >= 20);
        var first = folder.resolve("first.glbackup");
        var taken = run(town, servers, "backup", first.toString()).succeeds();
        isWriting[0] = false;
        writing.join();
        erase(town, ERASED);
        var erased = folder.resolve("erasures.jsonl");
        assertThat(run(town, servers, "erasures", "--to", erased.toString())
                        .succeeds()
                        .path("erasures")
                        .asInt())
                .isOne();
        assertThat(Files.readString(erased)).doesNotContain(ERASED.substring(1));
        Town.await(
                "the log has more than the backup",
                () -> published(town) > taken.path("logSize").asLong());
        var seen = Files.write(folder.resolve("seen"), checkpoint(town).getBytes(UTF_8));

        // with messages that lie in the spool alone
        signalPostgres(town, "STOP");
        for (var n = 0; n < SPOOLED; n++) {
            text(town);
        }
        town.kill();
        signalPostgres(town, "CONT");
        var second = folder.resolve("second.glbackup");
        run(town, servers, "backup", second.toString()).succeeds();

        assertThat(run(
                                town,
                                servers,
                                "restore",
                                first.toString(),
                                "--into",
                                folder.resolve("x").toString())
                        .refuses())
                .contains("it is not empty");
        assertThat(folder.resolve("x")).doesNotExist();
        var drill = run(town, servers, "drill", second.toString(), "--on", servers.getProperty("jdbcUrl"))
                .succeeds();
        assertThat(drill.path("logHolds").asBoolean()).isTrue();
        assertThat(drill.path("rows").asLong()).isPositive();
        assertThat(texts(servers, "select datname from pg_database where datname like 'glassline_drill%'"))
                .isEmpty();

        // the first: entries that were published are missing, and the log does not go on
        texts(servers, "create database back");
        var back = new Properties();
        back.putAll(servers);
        back.setProperty("jdbcUrl", servers.getProperty("jdbcUrl").replaceFirst("/glassline$", "/back"));
        var restored = run(
                town,
                back,
                "restore",
                first.toString(),
                "--into",
                folder.resolve("back").toString(),
                "--seen",
                seen.toString(),
                "--erased",
                erased.toString());
        assertThat(restored.code).as(restored.err).isEqualTo(3);
        assertThat(restored.json().path("logEntriesMissing").asLong())
                .isEqualTo(published(Files.readString(seen))
                        - taken.path("logSize").asLong());
        assertThat(restored.json().path("logHolds").asBoolean()).isTrue();
        assertThat(restored.json().path("erasedAgain").asInt()).isOne();
        assertThat(texts(back, "select stage from erasure where '" + ERASED + "' = any(addresses)"))
                .containsExactly("ASKED");
        var begun = Instant.parse(taken.path("begun").asText());
        var before = acknowledged.entrySet().stream()
                .filter(one -> one.getValue().isBefore(begun))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(before).hasSizeGreaterThanOrEqualTo(20);
        assertThat(texts(back, RECORDED)).containsAll(before).doesNotHaveDuplicates();
        assertThat(run(town, back, "log-goes-on", "--because", "nobody has seen more")
                        .refuses())
                .contains("are missing");

        // the second: whole, on servers of its own
        var other = folder.resolve("other");
        try (var fresh = EmbeddedServers.start(other)) {
            var there = Town.servers(other);
            var whole = run(
                            town,
                            there,
                            "restore",
                            second.toString(),
                            "--into",
                            folder.resolve("city").toString(),
                            "--seen",
                            seen.toString())
                    .succeeds();
            assertThat(whole.path("logEntriesMissing").asLong()).isZero();
            for (var name : List.of("keys", "spool", "media")) {
                Files.createDirectories(folder.resolve("city").resolve(name));
                Files.move(folder.resolve("city").resolve(name), other.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            assertThat(other.resolve("spool")).isDirectoryContaining("glob:**.spool");
        }
        var again = Town.start(other);
        towns.add(again);
        Town.await(
                "the log is held",
                () -> again.get(again.inside("/health"))
                        .path("parts")
                        .path("log")
                        .asText()
                        .equals("STANDS STILL"));
        run(again, Town.servers(other), "log-goes-on", "--because", "the gateway was stopped before the backup")
                .succeeds();

        Town.await("all are in the record", () -> recorded(other).containsAll(acknowledged.keySet()));
        assertThat(recorded(other)).doesNotHaveDuplicates();
        var size = published(Files.readString(seen));
        Town.await("the log goes on", () -> published(again) > size + SPOOLED);
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, UTF_8);
        assertThat(VerifyCommand.run(
                        List.of(again.internet("/log").toString(), "--since", seen.toString()), print, print))
                .as(out.toString(UTF_8))
                .isEqualTo(VerifyCommand.HOLDS);
        assertThat(out.toString(UTF_8)).contains("still has the %,d entries".formatted(size));
    }

    private static void erase(Town town, String address) {
        var begun = town.apiPost("/citizens/erasures", Map.of("address", address, "because", "it was asked for"));
        var id = begun.path("erasures").path(0).path("id").asText();
        Town.awaitValue(
                "the erasure is finished",
                () -> town.api("/citizens/erasures/" + id).path("stage").asText(),
                "finished"::equals);
    }

    private static List<String> recorded(Path data) {
        return texts(Town.servers(data), RECORDED);
    }

    private void text(Town town) {
        var sid = "SMback%028d".formatted(texts++);
        var response = town.send(Signed.twilio(
                town.internet("/channels/city-sms"),
                Signed.sms(sid, CITIZEN, "message " + texts),
                Signed.TWILIO_TOKEN));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        acknowledged.put(sid, Instant.now());
    }

    private static String checkpoint(Town town) {
        return town.send(town.request(town.internet("/log/checkpoint")).GET()).body();
    }

    private static long published(Town town) {
        return published(checkpoint(town));
    }

    /// The size, which is a checkpoint's second line.
    private static long published(String checkpoint) {
        return Long.parseLong(checkpoint.lines().skip(1).findFirst().orElse("0"));
    }

    private static void signalPostgres(Town town, String signal) throws Exception {
        var postmaster = Files.readAllLines(town.data().resolve("postgresql/data/postmaster.pid"))
                .getFirst();
        var children = ProcessHandle.of(Long.parseLong(postmaster))
                .orElseThrow()
                .descendants()
                .toList();
        var command = new ArrayList<>(List.of("kill", "-" + signal, postmaster));
        children.forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    private static List<String> texts(Properties servers, String sql) {
        try (var connection = DriverManager.getConnection(
                        servers.getProperty("jdbcUrl"), servers.getProperty("user"), servers.getProperty("password"));
                var statement = connection.createStatement()) {
            var texts = new ArrayList<String>();
            if (statement.execute(sql)) {
                for (var rows = statement.getResultSet(); rows.next(); ) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// A command of the product, in a process of its own.
    private Ended run(Town town, Properties servers, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dglassline.home=" + Town.home(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.glassline.app.Glassline"));
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(variables(town, servers));
        var code = builder.start().waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err));
    }

    private static Map<String, String> variables(Town town, Properties servers) {
        var variables = new HashMap<String, String>();
        variables.put("GLASSLINE_DB_URL", servers.getProperty("jdbcUrl"));
        variables.put("GLASSLINE_DB_USER", servers.getProperty("user"));
        variables.put("GLASSLINE_DB_PASSWORD", servers.getProperty("password"));
        variables.put("GLASSLINE_REDIS_URL", servers.getProperty("redisUrl"));
        variables.put("GLASSLINE_LOG_ORIGIN", "demo.glassline.example/log");
        variables.put("GLASSLINE_KEYS", town.data().resolve("keys").toString());
        variables.put("GLASSLINE_SPOOL", town.data().resolve("spool").toString());
        variables.put("GLASSLINE_MEDIA", town.data().resolve("media").toString());
        variables.put("GLASSLINE_BACKUP_KEY", KEY);
        return variables;
    }

    private record Ended(int code, String out, String err) {

        JsonNode succeeds() throws IOException {
            assertThat(code).as(err).isZero();
            return json();
        }

        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }

        String refuses() {
            assertThat(code).as(err).isEqualTo(1);
            assertThat(out).isEmpty();
            return err;
        }
    }
}
