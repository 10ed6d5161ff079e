package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.storage.TestServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a snapshot gives makes the same database again, whatever happens to the first one meanwhile.
class DatabaseSnapshotTest {

    private static final String EVERY_INDEX_AND_PROMISE = """
            select indexdef from pg_indexes where schemaname = 'public'
            union all
            select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
            where connamespace = 'public'::regnamespace
            union all
            select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
            union all
            select a.attrelid::regclass || ' ' || a.attname || ' ' || coalesce(a.attstattarget, -1) || ' ' || col_description(a.attrelid, a.attnum)
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0
            order by 1
            """;

    @TempDir
    Path folder;

    private final String from = TestServers.emptyDatabaseWithUser();
    private final String to = TestServers.emptyDatabaseWithUser();
    private final Jdbi jdbi = Jdbi.create(from);

    @BeforeEach
    void fill() {
        Schema.bringUpToDate(from, null, null);
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into audit_entry (kind, at, leaf)
                    select 'message.received', now(), convert_to('leaf ' || n || E' \\t\\\\ line\\n é', 'UTF8')
                    from generate_series(1, 500) n
                    """);
            handle.execute("delete from audit_entry where id = 500");
            handle.execute("""
                    insert into configuration_version (id, files, note, pushed_at)
                    values ('v1', decode('00ff', 'hex'), E'a note\\\\N with\\ta tab', now())
                    """);
            handle.execute("update configuration_state set active = 'v1'");
        });
    }

    @Test
    void theSameDatabaseIsMadeAgain() throws Exception {
        Map<String, String> before;
        Parts parts;
        try (var snapshot = DatabaseSnapshot.take(from, "", "")) {
            before = rows(jdbi);
            jdbi.useHandle(handle -> handle.execute("delete from audit_entry where id < 100"));
            jdbi.useHandle(handle ->
                    handle.execute("insert into place_list (digest, loaded_at, used_at) values ('d', now(), now())"));
            parts = parts(snapshot);
        }

        restore(parts);

        var made = Jdbi.create(to);
        assertThat(rows(made)).isEqualTo(before);
        assertThat(before.get("audit_entry")).startsWith("499 ");
        assertThat(catalogue(made)).isEqualTo(catalogue(jdbi)).hasSizeGreaterThan(300);
        Schema.bringUpToDate(to, null, null); // which a node does at its start, and finds its own files
        long next = made.withHandle(handle -> handle.createQuery(
                        "insert into audit_entry (kind, at, leaf) values ('k', now(), '') returning id")
                .mapTo(Long.class)
                .one());
        assertThat(next).isEqualTo(501);
    }

    @Test
    void whatBreaksAPromiseOfTheTablesIsNotKept() throws Exception {
        Parts parts;
        try (var snapshot = DatabaseSnapshot.take(from, "", "")) {
            parts = parts(snapshot);
        }
        parts.rows.put("configuration_version", new byte[0]);

        assertThatThrownBy(() -> restore(parts)).hasMessageContaining("violates foreign key constraint");

        assertThat(rows(Jdbi.create(to)).get("audit_entry")).startsWith("0 ");
    }

    @Test
    void aDatabaseInWhichSomethingIsIsRefused() {
        Jdbi.create(to).useHandle(handle -> handle.execute("create schema other; create table other.kept (a int)"));

        assertThatThrownBy(() -> EmptyDatabase.open(to, "", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("it is not empty: it has other.kept");
        assertThatThrownBy(() -> EmptyDatabase.open(from, "", "")).hasMessageContaining("more");
    }

    @Test
    void tablesOfAnotherVersionAreRefused() {
        jdbi.useHandle(handle -> handle.execute("""
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'x', 1, true)
                """));

        assertThatThrownBy(() -> DatabaseSnapshot.take(from, "", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("V9999__later.sql");
    }

    private record Parts(
            Map<String, byte[]> rows, Map<String, List<String>> columns, List<DatabaseSnapshot.Sequence> sequences) {}

    private Parts parts(DatabaseSnapshot snapshot) throws Exception {
        for (var file : snapshot.schemaFiles()) {
            try (var in = snapshot.schemaFile(file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
        var rows = new LinkedHashMap<String, byte[]>();
        var columns = new LinkedHashMap<String, List<String>>();
        for (var table : snapshot.tables()) {
            var out = new ByteArrayOutputStream();
            snapshot.copy(table, out);
            rows.put(table, out.toByteArray());
            columns.put(table, snapshot.columns(table));
        }
        return new Parts(rows, columns, snapshot.sequences());
    }

    private void restore(Parts parts) throws Exception {
        try (var empty = EmptyDatabase.open(to, "", "")) {
            empty.make(folder);
            for (var table : parts.rows.entrySet()) {
                empty.copy(
                        table.getKey(), parts.columns.get(table.getKey()), new ByteArrayInputStream(table.getValue()));
            }
            empty.finish(parts.sequences);
        }
    }

    /// How many rows each table has, and a digest over them.
    private static Map<String, String> rows(Jdbi jdbi) throws SQLException {
        return jdbi.withHandle(handle -> {
            var rows = new TreeMap<String, String>();
            for (var table : Tables.names(handle.getConnection())) {
                rows.put(
                        table,
                        handle.createQuery(
                                        "select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') from "
                                                + Tables.quoted(table) + " t")
                                .mapTo(String.class)
                                .one());
            }
            return rows;
        });
    }

    private static List<String> catalogue(Jdbi jdbi) {
        return jdbi.withHandle(handle ->
                handle.createQuery(EVERY_INDEX_AND_PROMISE).mapTo(String.class).list());
    }
}
