package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an error of PostgreSQL means for what was to be written.
class PostgresErrorTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            08006, the connection broke,                       away
            08001, no connection could be made,                away
            53100, the disk is full,                           away
            53300, too many connections,                       away
            57P01, an operator ended the connection,           away
            57P03, PostgreSQL is starting,                     away
            57014, an answer took too long,                    away
            58030, the disk cannot be read,                    away
            25006, a standby that cannot be written to,        away
            42P01, a table is missing while a backup returns,  away
            3F000, a schema is missing while a backup returns, away
            42703, a column that is not there,                 our mistake
            42601, a statement that is no SQL,                 our mistake
            42883, a function that is not there,               our mistake
            42501, a table that we have no right to,           our mistake
            25P02, a statement after one that failed,          our mistake
            22021, a character that PostgreSQL does not store, refused
            23505, a row that is there already,                refused
            54000, a row that is too large,                    refused
            40001, two transactions that met,                  to be tried again
            40P01, a deadlock,                                 to be tried again
            XX000, a fault inside PostgreSQL,                  to be tried again
            """)
    void anErrorMeans(String state, String what, String meaning) {
        var error = new SQLException(what, state);

        assertThat(meaning(error)).isEqualTo(meaning);
        assertThat(Database.isAway(new IllegalStateException(error))).isEqualTo(meaning.equals("away"));
        assertThat(Database.isOurMistake(new IllegalStateException(error))).isEqualTo(meaning.equals("our mistake"));
    }

    @Test
    void anErrorWithoutACodeIsAConnectionThatBroke() {
        assertThat(meaning(new SQLException("broken pipe"))).isEqualTo("away");
    }

    @Test
    void whatIsNoErrorOfPostgresqlIsNeither() {
        assertThat(Database.isAway(new IllegalStateException("a bug"))).isFalse();
        assertThat(Database.isOurMistake(new IllegalStateException("a bug"))).isFalse();
    }

    private static String meaning(SQLException error) {
        assertThat(Database.isAway(error) && Database.isOurMistake(error)).isFalse();
        return Database.isAway(error)
                ? "away"
                : Database.isOurMistake(error)
                        ? "our mistake"
                        : Database.isRefused(error) ? "refused" : "to be tried again";
    }
}
