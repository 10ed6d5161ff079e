package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// `docs/schema.md` says what is in a database. `-Dglassline.schema.write` prints it anew.
class SchemaPageTest {

    private static final Path PAGE = Path.of("..", "docs", "schema.md");
    private static final Database DATABASE = TestServers.newDatabase();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void thePageIsWhatADatabaseSays() throws IOException {
        var page = page(DATABASE.jdbi());
        if (System.getProperty("glassline.schema.write") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/schema.md is stale; print it anew: ./mvnw -q -pl storage -am test -Dtest=SchemaPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dglassline.schema.write")
                .isEqualTo(page);
    }

    @Test
    void everyTableAndColumnSaysWhatItIsFor() {
        assertThat(tables(DATABASE.jdbi()))
                .hasSizeGreaterThan(10)
                .allSatisfy(table -> assertThat(table.purpose).as(table.name).isNotBlank())
                .allSatisfy(table -> assertThat(columns(DATABASE.jdbi(), table.name))
                        .isNotEmpty()
                        .allSatisfy(column -> assertThat(column.purpose)
                                .as(table.name + "." + column.name + " has a line in R__comments.sql")
                                .isNotBlank()));
    }

    private static String page(Jdbi jdbi) {
        var page = new StringBuilder("""
                # The tables

                Printed from a database by `SchemaPageTest`, which says when this page is stale. The tables are made by the files
                in [db/schema](../storage/src/main/resources/db/schema); what each is for stands in `R__comments.sql` there.
                """);
        for (var table : tables(jdbi)) {
            page.append("\n## ")
                    .append(table.name)
                    .append("\n\n")
                    .append(table.purpose)
                    .append("\n\n");
            page.append("| column | type | |\n|---|---|---|\n");
            for (var column : columns(jdbi, table.name)) {
                page.append("| `%s` | %s | %s |\n".formatted(column.name, column.type, column.purpose));
            }
            page.append('\n');
            indexes(jdbi, table.name).forEach(index -> page.append("- `%s`\n".formatted(index)));
        }
        return page.toString();
    }

    private record Table(String name, String purpose) {}

    private record Column(String name, String type, String purpose) {}

    private static List<Table> tables(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select relname, coalesce(obj_description(oid, 'pg_class'), '') as purpose
                        from pg_class
                        where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'flyway%'
                        order by relname
                        """)
                .map((row, _) -> new Table(row.getString(1), row.getString(2)))
                .list());
    }

    private static List<Column> columns(Jdbi jdbi, String table) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select attname,
                               format_type(atttypid, atttypmod)
                               || case when attnotnull then '' else ', may be null' end
                               || case when attidentity = '' then '' else ', counted' end as type,
                               coalesce(col_description(attrelid, attnum), '') as purpose
                        from pg_attribute
                        where attrelid = cast(:table as regclass) and attnum > 0 and not attisdropped
                        order by attnum
                        """)
                .bind("table", table)
                .map((row, _) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list());
    }

    private static List<String> indexes(Jdbi jdbi, String table) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select replace(replace(indexdef, ' USING btree', ''), 'public.', '') from pg_indexes
                        where schemaname = 'public' and tablename = :table
                        order by indexname
                        """).bind("table", table).mapTo(String.class).list());
    }
}
