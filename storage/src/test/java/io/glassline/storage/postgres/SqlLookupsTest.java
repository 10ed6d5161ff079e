package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.routing.Lookup;
import io.glassline.routing.Lookup.Result;
import io.glassline.storage.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLookupsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// A table as a city has one; its permits are older the lower their number.
    private static final String PERMITS = """
            create schema city;
            create table city.permit (
                number text primary key, kind text, status text, status_since date, next_step text
            );
            insert into city.permit
            select 'PRM-2026-01' || n, 'building', 'in review', date '2026-01-01' + n, 'Wait for the letter.'
            from generate_series(10, 40) n;
            """;

    private static Database database;
    private static SqlLookups lookups;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
        database.jdbi().useHandle(handle -> handle.createScript(PERMITS).execute());
        lookups = new SqlLookups(
                database,
                List.of(
                        new LookupSql("permit-status", """
                                select number, kind, status, status_since, next_step, null as nobody
                                from city.permit where number = upper(:number)
                                """, LIMIT),
                        new LookupSql("all", "select number from city.permit order by number", LIMIT),
                        new LookupSql("older", "select number from city.permit where status_since < :day::date", LIMIT),
                        new LookupSql("slow", "select pg_sleep(60)::text", Duration.ofMillis(100)),
                        new LookupSql("sly", "update city.permit set status = 'approved' returning number", LIMIT),
                        new LookupSql("wrong", "select nothing from nowhere", LIMIT)));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void findsAPermit() {
        assertThat(ask("permit-status", Map.of("number", "prm-2026-0117")))
                .isEqualTo(new Result.Found(List.of(Map.of(
                        "number", "PRM-2026-0117",
                        "kind", "building",
                        "status", "in review",
                        "status_since", "2026-01-18",
                        "next_step", "Wait for the letter."))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRM-2026-9999", "", "' or '1'='1", "x\0y", ":number"})
    void findsNothingForWhatIsNotThere(String number) {
        assertThat(ask("permit-status", Map.of("number", number))).isEqualTo(new Result.Found(List.of()));
    }

    @Test
    void aParameterIsTextThatTheQueryMayCast() {
        assertThat(ask("older", Map.of("day", "2026-01-12")))
                .isEqualTo(new Result.Found(List.of(Map.of("number", "PRM-2026-0110"))));
    }

    @Test
    void givesNoMoreThanCanBeReadOut() {
        assertThat(ask("all", Map.of()))
                .isInstanceOfSatisfying(
                        Result.Found.class, found -> assertThat(found.rows()).hasSize(SqlLookups.ROWS_MAX));
    }

    @Test
    void changesNothing() {
        assertThat(ask("sly", Map.of())).isInstanceOf(Result.Unreachable.class);
        assertThat(ask("permit-status", Map.of("number", "PRM-2026-0117")).toString())
                .contains("in review");
    }

    @Test
    void whatTakesTooLongIsUnreachable() {
        assertThat(ask("slow", Map.of())).isEqualTo(new Result.Unreachable("slow did not answer within 100 ms"));
    }

    @Test
    void whatIsWrongIsUnreachable() {
        assertThat(ask("wrong", Map.of())).isInstanceOf(Result.Unreachable.class);
        assertThat(ask("permit-status", Map.of())).as("without its argument").isInstanceOf(Result.Unreachable.class);
        assertThat(ask("unknown", Map.of())).isEqualTo(new Result.Unreachable("there is no look-up named unknown"));
    }

    private static Result ask(String name, Map<String, String> arguments) {
        return lookups.ask(new Lookup(name, arguments));
    }
}
