package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.desk.Board;
import io.glassline.storage.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// What PostgreSQL samples of a column for its planner outlives the row. So it samples nothing of the columns that an
/// erasure empties, which are those of `docs/privacy.md`.
class NothingSampledTest {

    private static final Path PAGE = Path.of("..", "docs", "privacy.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\| ([^|]+) \\| ([^|]+) \\|");

    /// The version before.
    private static final String SAMPLED_ALL = "60";

    /// Whoever adds a column with personal data says in its Flyway file: `alter column … set statistics 0`.
    @Test
    void ofWhatAnErasureEmptiesNothingIsSampled() throws IOException {
        var emptied = emptied();
        assertThat(emptied).hasSizeGreaterThan(90).contains("alias.address", "envelope_batch.kept");
        try (var database = TestServers.newDatabase()) {
            var sampled = new TreeSet<>(emptied);
            sampled.removeAll(texts(database.jdbi(), """
                    select attrelid::regclass || '.' || attname from pg_attribute where attstattarget = 0
                    """));
            assertThat(sampled).as("sampled for the planner").isEmpty();
        }
    }

    @Test
    void norOfWhatAnIndexMakesOfIt() throws IOException {
        var columns = emptied().stream()
                .map(column -> column.split("\\."))
                .collect(Collectors.groupingBy(
                        column -> column[0], Collectors.mapping(column -> column[1], Collectors.joining("|"))));
        try (var database = TestServers.newDatabase()) {
            assertThat(madeOf(database.jdbi(), columns)).isEmpty();
        }
    }

    private record Made(String table, String index, String of) {}

    /// Index columns that are worked out of a column that an erasure empties, and are sampled.
    private static List<String> madeOf(Jdbi jdbi, Map<String, String> columns) {
        var made = jdbi.withHandle(handle -> handle.createQuery("""
                        select i.indrelid::regclass::text as "table", i.indexrelid::regclass::text as index,
                               pg_get_indexdef(i.indexrelid, a.attnum, true) as of
                        from pg_index i
                        join pg_class c on c.oid = i.indrelid
                        join pg_attribute a on a.attrelid = i.indexrelid
                        where c.relnamespace = 'public'::regnamespace and i.indkey[a.attnum - 1] = 0
                          and a.attstattarget is distinct from 0
                        """)
                .map((row, _) -> new Made(row.getString("table"), row.getString("index"), row.getString("of")))
                .list());
        assertThat(made).as("such as the time of a message").isNotEmpty();
        return made.stream()
                .filter(one -> columns.containsKey(one.table))
                .filter(one -> Pattern.compile("\\b(" + columns.get(one.table) + ")\\b")
                        .matcher(one.of)
                        .find())
                .map(one -> one.index + ": " + one.of)
                .toList();
    }

    @Test
    void whatWasSampledBeforeIsThrownAway() {
        var url = TestServers.emptyDatabaseWithUser();
        var jdbi = Jdbi.create(url);
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/schema")
                .target(SAMPLED_ALL)
                .repeatableSqlMigrationPrefix("none") // the comments are on later tables, too
                .load()
                .migrate();
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into alias (account, channel, address, person)
                    select 'city-sms', 'sms', '+1555017' || n, gen_random_uuid() from generate_series(1000, 1050) n
                    """);
            handle.execute("""
                    insert into conversation (id, pseudonym, account, channel, address, language, state, stage_at, session,
                                              message_count, version, opened_at, last_activity_at, urgency, place)
                    select gen_random_uuid(), gen_random_uuid(), 'city-voice', 'voice', '+1555017' || n || ';call=CA' || n,
                           'en', 'closed', now(), '{}', 0, 1, now(), now(), 5, n
                    from generate_series(1000, 1050) n
                    """);
            handle.execute("analyze");
        });
        assertThat(sampledNumbers(jdbi)).contains("alias", "conversation", "conversation_caller");

        Database.open(url, null, null, 1).close();
        assertThat(sampledNumbers(jdbi)).isEmpty();
        jdbi.useHandle(handle -> handle.execute("analyze"));
        assertThat(sampledNumbers(jdbi)).as("sampled again").isEmpty();
    }

    /// The planner takes an address for one of two hundred then. It must not read the desk's order until it meets it.
    @Test
    void theConversationsOfAnAddressAreFoundByItAllTheSame() {
        try (var database = TestServers.newDatabase()) {
            database.jdbi().useHandle(handle -> {
                handle.execute("""
                        insert into conversation (id, pseudonym, account, channel, address, language, state, stage_at,
                                                  session, message_count, version, opened_at, last_activity_at, urgency,
                                                  place, outcome)
                        select gen_random_uuid(), gen_random_uuid(), 'city-sms', 'sms', '+1555' || n / 3, 'en', 'closed',
                               now(), '{"offered":[],"disclosed":false,"misses":0}', 0, 1, now(), now(), 5, n, 'done'
                        from generate_series(3000000, 3060000) n
                        """);
                handle.execute("analyze");
            });
            var ofOne =
                    new Board.Filter(Optional.of("+15551005000"), Optional.empty(), Optional.empty(), Optional.empty());
            var listing = new PgBoard(database).conversations(ofOne, Optional.empty(), 50);
            assertThat(listing.lines()).hasSize(3);
            database.jdbi().useHandle(handle -> handle.execute("select pg_stat_force_next_flush()"));
            assertThat(texts(database.jdbi(), """
                            select indexrelname from pg_stat_user_indexes
                            where relname = 'conversation' and idx_tup_read > 1000
                            union all
                            select relname from pg_stat_user_tables where relname = 'conversation' and seq_tup_read > 200000
                            """)).as("read far").isEmpty();
        }
    }

    private static List<String> sampledNumbers(Jdbi jdbi) {
        return texts(jdbi, "select distinct tablename from pg_stats s where s::text like '%+1555017%'");
    }

    private static List<String> emptied() throws IOException {
        var emptied = new ArrayList<String>();
        var rows = ROW.matcher(Files.readString(PAGE));
        while (rows.find()) {
            var erasure = rows.group(4);
            var isEmptied = !erasure.startsWith("stays") || erasure.startsWith("stays;");
            if (isEmptied && !rows.group(3).equals("nothing of a citizen")) {
                emptied.add(rows.group(1) + "." + rows.group(2));
            }
        }
        return emptied;
    }

    private static List<String> texts(Jdbi jdbi, String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
