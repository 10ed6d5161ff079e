package io.glassline.app.command;

import io.glassline.app.node.Adapters;
import io.glassline.sources.Drivers;
import io.glassline.sources.Sources;
import java.sql.DriverManager;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/// The city's sources for a command: asked as they are now, beside any gateway.
public record LiveSources(Sources sources) implements AutoCloseable {

    /// The gateway's own database is the one that `GLASSLINE_DB_URL` names, and is asked only by
    /// look-ups that name no source; its tables are not touched.
    public static LiveSources open() {
        var own = Jdbi.create(() -> DriverManager.getConnection(
                Environment.value("GLASSLINE_DB_URL").orElse("jdbc:postgresql://localhost/"),
                Environment.value("GLASSLINE_DB_USER").orElse("glassline"),
                Environment.value("GLASSLINE_DB_PASSWORD").orElse("")));
        own.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return new LiveSources(
                new Sources(own, new Drivers(Adapters.plugins().drivers()), (_, _, _) -> {}, InstantSource.system()));
    }

    @Override
    public void close() {
        sources.close();
    }
}
