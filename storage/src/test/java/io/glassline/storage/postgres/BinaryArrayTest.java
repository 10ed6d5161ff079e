package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.storage.TestServers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What PostgreSQL reads in a column that we wrote.
class BinaryArrayTest {

    private static final UUID ID = UUID.fromString("8a7d0c4e-0000-5000-8000-fedcba987654");

    private final Database database = TestServers.newDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyTypeArrivesAsItLeft() {
        assertThat(read(String.class, "text", "", "Grüße, 你好 🚌", "a\"b\\c,{d}", null))
                .containsExactly("", "Grüße, 你好 🚌", "a\"b\\c,{d}", null);
        assertThat(read(UUID.class, "uuid", ID, null)).containsExactly(ID.toString(), null);
        assertThat(read(Long.class, "int8", Long.MIN_VALUE, null, 7L)).containsExactly("" + Long.MIN_VALUE, null, "7");
        assertThat(read(Integer.class, "int4", -1, Integer.MAX_VALUE)).containsExactly("-1", "" + Integer.MAX_VALUE);
        assertThat(read(Short.class, "int2", (short) -999, (short) 0)).containsExactly("-999", "0");
        assertThat(read(Boolean.class, "bool", true, false, null)).containsExactly("true", "false", null);
        assertThat(read(byte[].class, "bytea", new byte[] {0, -1, 'a'}, new byte[0], null))
                .containsExactly("\\x00ff61", "\\x", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # time                          | in the column
          2026-11-25T21:30:00Z          | 2026-11-25 21:30:00+00
          2026-11-25T21:30:00.123456Z   | 2026-11-25 21:30:00.123456+00
          2026-11-25T21:30:00.1234567Z  | 2026-11-25 21:30:00.123457+00
          1999-12-31T23:59:59.999999Z   | 1999-12-31 23:59:59.999999+00
          1969-07-20T20:17:40Z          | 1969-07-20 20:17:40+00
        """)
    void timesAreKeptToTheMicrosecond(Instant at, String stored) {
        assertThat(read(Instant.class, "timestamptz", at)).containsExactly(stored);
    }

    @Test
    void aColumnWithoutRowsHasNone() {
        assertThat(read(String.class, "text")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+300000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"})
    void aTimeThatNoColumnHoldsIsRefused(Instant at) {
        assertThatThrownBy(() -> read(Instant.class, "timestamptz", at))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .cause()
                .isInstanceOfSatisfying(
                        java.sql.SQLException.class,
                        e -> assertThat(Database.isRefused(e)).isTrue());
    }

    @Test
    void whatIsSaidOfItHoldsNoWordsOfACitizen() {
        assertThat(BinaryArray.of(String.class, List.of("my secret"))).hasToString("_text of 33 bytes");
    }

    @Test
    void otherTypesAreAMistake() {
        assertThatThrownBy(() -> BinaryArray.of(BigDecimal.class, List.of(BigDecimal.ONE), Function.identity()))
                .hasMessage("no column of PostgreSQL holds java.math.BigDecimal");
    }

    @SafeVarargs
    private <V> List<String> read(Class<V> type, String name, V... values) {
        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery("select one::text from unnest(cast(:values as " + name
                    + "[])) with ordinality as t (one, n) order by n");
            Rows.column(query, "values", type, Arrays.asList(values), Function.identity());
            return query.mapTo(String.class).list();
        });
    }
}
