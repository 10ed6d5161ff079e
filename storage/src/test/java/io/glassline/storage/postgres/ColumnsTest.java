package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A column that a table gets is one line of code: all statements and the arrays they take are made of it.
class ColumnsTest {

    private record Bus(long id, String name, Optional<String> stops, boolean late) {}

    private static final Column<Bus, Long> BUS_ID = column("id", SqlType.BIGINT, Bus::id);
    private static final Column<Bus, String> NAME = column("name", SqlType.TEXT, Bus::name);
    private static final Columns<Bus> BEFORE = Columns.of("bus", BUS_ID.fixed(), NAME);

    // The new column of the table, and all that is written for it beside the record's field and the table's own line.
    private static final Column<Bus, String> STOPS =
            column("stops", SqlType.JSON, bus -> bus.stops().orElse(null));
    private static final Columns<Bus> AFTER = BEFORE.and(Columns.of("bus", STOPS));

    private final Database database = TestServers.newDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNewColumnIsInsertedReadAndUpdated() {
        database.jdbi().useHandle(handle -> {
            handle.execute("create table bus (id bigint primary key, name text not null, stops json)");
            insert(handle, AFTER, bus(1, "Harbour", "[1,2]"), bus(2, "Hill", null));
            assertThat(read(handle)).containsExactly(bus(1, "Harbour", "[1,2]"), bus(2, "Hill", null));

            try (var update = handle.createUpdate(
                    "update bus o set %s from %s where o.id = n.id".formatted(AFTER.assignments(), AFTER.rows()))) {
                AFTER.bind(update, List.of(bus(2, "Hilltop", "[3]"), bus(1, "Port", null)));
                update.execute();
            }
            assertThat(read(handle)).containsExactly(bus(1, "Port", null), bus(2, "Hilltop", "[3]"));
        });
    }

    @Test
    void whatIsWrittenOnceStaysAndWhatCameFirstToo() {
        var stays = Columns.of(
                "bus",
                BUS_ID.fixed(),
                NAME.fixed(),
                column("since", SqlType.TEXT, (Bus bus) -> bus.stops().orElse(null))
                        .first(),
                column("late", SqlType.BOOLEAN, Bus::late).ever());
        database.jdbi().useHandle(handle -> {
            handle.execute("create table bus (id bigint primary key, name text, since text, late boolean)");
            insert(handle, stays, new Bus(1, "Harbour", Optional.empty(), false));
            for (var news : List.of(
                    new Bus(1, "Port", Optional.of("May"), true), new Bus(1, "Port", Optional.of("June"), false))) {
                try (var update = handle.createUpdate(
                        "update bus o set %s from %s where o.id = n.id".formatted(stays.assignments(), stays.rows()))) {
                    stays.bind(update, List.of(news));
                    update.execute();
                }
            }
            assertThat(handle.createQuery("select bus::text from bus")
                            .mapTo(String.class)
                            .list())
                    .containsExactly("(1,Harbour,May,t)");
        });
    }

    private static void insert(Handle handle, Columns<Bus> columns, Bus... buses) {
        try (var insert = handle.createUpdate(columns.insertInto("bus"))) {
            columns.bind(insert, List.of(buses));
            insert.execute();
        }
    }

    private static List<Bus> read(Handle handle) {
        return handle.createQuery("select %s from bus b order by id".formatted(AFTER.names("b.")))
                .map((row, _) -> new Bus(BUS_ID.read(row), NAME.read(row), STOPS.maybe(row), false))
                .list();
    }

    private static Bus bus(long id, String name, @Nullable String stops) {
        return new Bus(id, name, Optional.ofNullable(stops), false);
    }
}
