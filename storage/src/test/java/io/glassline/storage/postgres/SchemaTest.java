package io.glassline.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.storage.TestServers;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// The folded schema is what the sixteen migrations made, and databases that they made are taken over.
class SchemaTest {

    private final String url = TestServers.emptyDatabaseWithUser();
    private final Jdbi jdbi = Jdbi.create(url);

    /// `catalog-16.txt` was printed, by the same query, from a database that the sixteen migrations had made.
    @Test
    void theFoldedFileMakesWhatTheSixteenMigrationsMade() {
        migrateToTheFold();

        assertThat(catalog(jdbi)).isEqualTo(resource("catalog-16.txt").strip());
    }

    @Test
    void aDatabaseAtVersion16IsTakenOverWithAllThatIsInIt() {
        asTheSixteenLeftIt(16);
        jdbi.useHandle(handle -> {
            handle.execute("insert into pull_cursor values ('mail', '42')");
            handle.execute("insert into audit_entry (kind, at, leaf) values ('x', now(), 'x')");
        });

        open();
        open(); // and once it was taken over, it is a database like others

        assertThat(catalog(jdbi)).isEqualTo(catalogOfAFreshOne());
        assertThat(texts("select cursor from pull_cursor union all select kind from audit_entry order by 1"))
                .containsExactly("42", "x");
        assertThat(texts("select description from flyway_schema_history where version = '16'"))
                .containsExactly("the record");
    }

    @Test
    void anOlderOneIsRefusedAndStaysAsItIs() {
        asTheSixteenLeftIt(15);
        var history = texts("select h::text from flyway_schema_history h");

        assertThatThrownBy(this::open)
                .isInstanceOf(SchemaTooOld.class)
                .hasMessage(
                        "this database has version 15 of the tables, and this build takes over version 16 and later."
                                + " Nothing was changed. Start the build of commit f9a84a9 with it once, which brings it to"
                                + " version 16; then start this one");

        assertThat(texts("select h::text from flyway_schema_history h")).isEqualTo(history);
        assertThat(catalog(jdbi)).isEqualTo(resource("catalog-16.txt").strip());
    }

    private void asTheSixteenLeftIt(int version) {
        migrateToTheFold();
        jdbi.useHandle(handle -> {
            handle.execute("drop table flyway_schema_history");
            handle.createScript(resource("history-16.sql")).execute();
            handle.execute("delete from flyway_schema_history where installed_rank > ?", version);
        });
    }

    private void migrateToTheFold() {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/schema")
                .target(Integer.toString(Schema.FOLDED))
                .repeatableSqlMigrationPrefix("none") // the comments are on later tables, too
                .load()
                .migrate();
    }

    private void open() {
        Database.open(url, null, null, 1).close();
    }

    private static String catalogOfAFreshOne() {
        try (var fresh = TestServers.newDatabase()) {
            return catalog(fresh.jdbi());
        }
    }

    private static String catalog(Jdbi jdbi) {
        List<String> lines = jdbi.withHandle(handle ->
                handle.createQuery(resource("catalog.sql")).mapTo(String.class).list());
        return String.join("\n", lines).strip();
    }

    private List<String> texts(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/schema/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
