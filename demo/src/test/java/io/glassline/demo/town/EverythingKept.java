package io.glassline.demo.town;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.storage.form.EnvelopeForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/// All that a town keeps, read as text by whoever has its disk and its servers: every row of every table and what
/// PostgreSQL sampled of them, every key of Redis, every file. Only the stand-ins of the providers have their own
/// folder, as providers have, and the servers' own files are read through the servers.
final class EverythingKept {

    private static final Set<String> NOT_OURS = Set.of("providers", "postgresql", "redis", "bin");

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname in ('public', 'city')
            """;

    /// On a machine that does much else.
    private static final int ANSWER_WAIT_MAX_MS = 30_000;

    private final Town town;

    EverythingKept(Town town) {
        this.town = town;
    }

    /// @param where such as `table public.message` or `file spool/1`
    record Line(String where, String text) {

        @Override
        public String toString() {
            return where + ": " + text.substring(0, Math.min(200, text.length()));
        }
    }

    /// The lines in which one of `traces` stands, whatever its case.
    List<Line> with(List<String> traces) {
        var found = new ArrayList<Line>();
        for (var line : all()) {
            var text = line.text.toLowerCase(Locale.ROOT);
            if (traces.stream().anyMatch(trace -> text.contains(trace.toLowerCase(Locale.ROOT)))) {
                found.add(line);
            }
        }
        return found;
    }

    private List<Line> all() {
        var all = new ArrayList<Line>();
        try {
            tables(all);
            files(all);
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
        redis(all);
        return all;
    }

    private void tables(List<Line> all) throws SQLException {
        var how = Town.servers(town.data());
        try (var connection = DriverManager.getConnection(
                how.getProperty("jdbcUrl"), how.getProperty("user"), how.getProperty("password"))) {
            for (var table : texts(connection, TABLES)) {
                rows(connection, "table " + table, "select * from " + table, all);
            }
            rows(
                    connection,
                    "sampled",
                    "select schemaname, tablename, attname, most_common_vals::text,"
                            + " histogram_bounds::text, most_common_elems::text from pg_stats",
                    all);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void rows(Connection connection, String where, String sql, List<Line> all) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var text = new StringBuilder();
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(text(rows, column)).append(" | ");
                }
                all.add(new Line(where, text.toString()));
            }
        }
    }

    /// Bytes as the text that they may be; the providers' calls as they came.
    private static String text(ResultSet rows, int column) throws SQLException {
        if (rows.getMetaData().getColumnType(column) != Types.BINARY) {
            return String.valueOf(rows.getString(column));
        }
        var bytes = rows.getBytes(column);
        if (bytes == null) {
            return "";
        }
        if (!rows.getMetaData().getColumnName(column).equals("kept")) {
            return new String(bytes, ISO_8859_1);
        }
        var calls = new StringBuilder();
        for (var kept : EnvelopeForm.read(bytes)) {
            var call = kept.call();
            calls.append(call.publicUrl()).append(call.headers()).append(new String(call.body(), UTF_8));
        }
        return calls.toString();
    }

    private void redis(List<Line> all) {
        var url = URI.create(Town.servers(town.data()).getProperty("redisUrl"));
        var config = new Config();
        config.useSingleServer()
                .setAddress("redis://" + url.getHost() + ":" + url.getPort())
                .setTimeout(ANSWER_WAIT_MAX_MS)
                .setConnectTimeout(ANSWER_WAIT_MAX_MS)
                .setConnectionMinimumIdleSize(1);
        config.setCodec(StringCodec.INSTANCE);
        config.setPassword(url.getUserInfo().replaceFirst("^[^:]*:", ""));
        var client = Redisson.create(config);
        try {
            for (var key : client.getKeys().getKeys()) {
                all.add(new Line("redis", key + " " + value(client, key)));
            }
        } finally {
            client.shutdown();
        }
    }

    private static String value(RedissonClient client, String key) {
        var type = client.getKeys().getType(key);
        if (type == null) {
            return ""; // it was let go meanwhile
        }
        return switch (type) {
            case OBJECT ->
                text(client.<byte[]>getBucket(key, ByteArrayCodec.INSTANCE).get());
            case MAP -> {
                var text = new StringBuilder();
                client.<byte[], byte[]>getMap(key, ByteArrayCodec.INSTANCE)
                        .readAllMap()
                        .forEach((name, value) -> text.append(text(name))
                                .append('=')
                                .append(text(value))
                                .append(' '));
                yield text.toString();
            }
            case LIST ->
                texts(client.<byte[]>getList(key, ByteArrayCodec.INSTANCE).readAll());
            case SET ->
                texts(client.<byte[]>getSet(key, ByteArrayCodec.INSTANCE).readAll());
            case ZSET ->
                texts(client.<byte[]>getScoredSortedSet(key, ByteArrayCodec.INSTANCE)
                        .readAll());
            default -> throw new AssertionError("what is in " + key + ", a " + type + " of Redis, is not read");
        };
    }

    private static String texts(Iterable<byte[]> values) {
        var text = new StringBuilder();
        values.forEach(value -> text.append(text(value)).append(' '));
        return text.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    private void files(List<Line> all) throws IOException {
        try (var files = Files.walk(town.data())) {
            for (var file : files.toList()) {
                var name = town.data().relativize(file);
                if (!NOT_OURS.contains(name.getName(0).toString()) && Files.isRegularFile(file)) {
                    all.add(new Line("file", name.toString()));
                    read(file).lines().forEach(line -> all.add(new Line("file " + name, line)));
                }
            }
        }
    }

    /// One that is deleted meanwhile has nothing.
    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            if (Files.notExists(file)) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
    }
}
