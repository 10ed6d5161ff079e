package io.glassline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.storage.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The example city's own systems, for the demo and the harness: permits, trash days, water accounts and the like,
/// as a city's databases would have them. Nothing of it is in a production database.
public final class DemoCity {

    private static final String TABLES = "city.sql";

    private DemoCity() {}

    /// Makes the tables of schema `city` and their rows, where they are not there already.
    public static void fill(Database database) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtextextended('demo city', 0))");
            handle.createScript(tables()).execute();
        });
    }

    private static String tables() {
        try (var script = Objects.requireNonNull(DemoCity.class.getResourceAsStream(TABLES), TABLES)) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLES, e);
        }
    }
}
