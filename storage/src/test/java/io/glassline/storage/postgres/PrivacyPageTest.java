package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// `docs/privacy.md` names every column that can hold a citizen's words, an address, a place, or something made of
/// these. Whoever adds a column says there what erasure does with it, and has it done.
class PrivacyPageTest {

    private static final Path PAGE = Path.of("..", "docs", "privacy.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+\\.\\w+)` \\| [^|]+ \\| [^|]+ \\|");
    private static final Database DATABASE = TestServers.newDatabase();

    /// Types that hold no words: numbers that count, times, ids that are drawn, and yes or no.
    private static final String OPEN_TYPES = """
            select table_name || '.' || column_name
            from information_schema.columns
            join information_schema.tables using (table_schema, table_name)
            where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'flyway%'
              and data_type not in ('bigint', 'integer', 'smallint', 'boolean', 'uuid', 'timestamp with time zone')
              and udt_name not in ('_int4', '_int8')
            """;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void everyColumnThatCanHoldWordsIsOnThePage() throws IOException {
        List<String> columns = DATABASE.jdbi()
                .withHandle(handle ->
                        handle.createQuery(OPEN_TYPES).mapTo(String.class).list());
        var told = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(columns).hasSizeGreaterThan(100);
        assertThat(told)
                .as("columns in docs/privacy.md, each with what erasure does with it")
                .containsExactlyInAnyOrderElementsOf(columns);
    }
}
