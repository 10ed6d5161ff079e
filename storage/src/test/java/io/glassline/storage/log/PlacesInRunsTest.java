package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// A database of before places were kept in runs keeps every place, and what waited goes on waiting.
class PlacesInRunsTest {

    // Entry 9 came late, so that 10 and 11 have the places before it; 12 and 14 wait.
    private static final Map<Long, Long> ENTRY_BY_PLACE =
            Map.of(0L, 1L, 1L, 2L, 2L, 3L, 3L, 10L, 4L, 11L, 5L, 9L, 6L, 7L, 7L, 8L);

    private final String url = TestServers.emptyDatabaseWithUser();
    private final Jdbi jdbi = Jdbi.create(url);

    @Test
    void everyPlaceStaysWhatItWas() {
        migrateTo("9");
        jdbi.useHandle(handle -> {
            handle.execute(
                    "insert into audit_entry (kind, at, leaf) select 'x', now(), 'x' from generate_series(1, 14)");
            handle.execute("delete from log_waiting where entry_id not in (12, 14)");
            ENTRY_BY_PLACE.forEach(
                    (place, entry) -> handle.execute("insert into log_entry values (?, ?)", place, entry));
        });

        migrateTo("10");

        jdbi.useHandle(handle -> {
            assertThat(handle.createQuery("select log_index, entry_id from log_entries(0, 100)")
                            .map((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
                            .list())
                    .containsExactlyInAnyOrderElementsOf(ENTRY_BY_PLACE.entrySet());
            ENTRY_BY_PLACE.forEach(
                    (place, entry) -> assertThat(placesOf(handle, entry)).containsExactly(place));
            assertThat(placesOf(handle, 12)).isEmpty();
            assertThat(handle.createQuery("select first_index, first_entry, entries from log_run order by 1")
                            .map((row, _) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
                            .list())
                    .containsExactly(
                            List.of(0L, 1L, 3L), List.of(3L, 10L, 2L), List.of(5L, 9L, 1L), List.of(6L, 7L, 2L));
            assertThat(handle.createQuery("select first_entry, entries from log_waiting order by 1")
                            .map((row, _) -> List.of(row.getLong(1), row.getLong(2)))
                            .list())
                    .containsExactly(List.of(12L, 1L), List.of(14L, 1L));
        });
    }

    private static List<Long> placesOf(Handle handle, long entry) {
        return handle.createQuery("select log_index from log_index_of(:entry)")
                .bind("entry", entry)
                .mapTo(Long.class)
                .list();
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }
}
