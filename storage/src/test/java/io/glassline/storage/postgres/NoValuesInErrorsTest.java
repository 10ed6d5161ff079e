package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.glassline.storage.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An error of PostgreSQL may be logged whole: nothing that was bound is in it.
class NoValuesInErrorsTest {

    private static final String WORDS = "my name is Ana and I live at 12 Elm Street";

    private static Database database;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "create table said (words text primary key, short varchar(3), number int check (number > 0))");
            handle.execute("insert into said (words) values (?)", WORDS);
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into said (words) values (:words)",
                "insert into said (words, short) values ('x', :words)",
                "insert into said (words, number) values (:words, 0)",
                "insert into said (words) values (:words || chr(0))",
                "insert into nowhere values (:words)",
                "select :words from"
            })
    void nothingThatWasBoundIsInAnError(String sql) {
        var error = catchThrowable(() -> database.jdbi()
                .useHandle(
                        handle -> handle.createUpdate(sql).bind("words", WORDS).execute()));

        var printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).contains("PSQLException").doesNotContain("Ana", "Elm");
    }
}
