package io.glassline.storage.postgres;

import java.net.URL;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/// Makes the tables, or brings them up to date, by the files in `db/schema`.
///
/// Versions 1 to 16 were folded into one file before the first release. A database that was brought to version 16 by
/// the sixteen has the same tables; what Flyway remembers of them is put in order, once, and nothing else is touched.
final class Schema {

    /// The version that the first file stands for.
    static final int FOLDED = 16;

    /// Where the files of this build are.
    static final String OURS = "classpath:db/schema";

    private Schema() {}

    /// @param location of the files.
    static Flyway flyway(String jdbcUrl, String user, String password, String location) {
        return Flyway.configure()
                .dataSource(jdbcUrl, user, password)
                .locations(location)
                .load();
    }

    /// A file of this build; null where there is none of this name.
    static @Nullable URL file(String name) {
        return Schema.class.getClassLoader().getResource("db/schema/" + name);
    }

    /// Nodes that start at the same time do this one after the other.
    ///
    /// @throws SchemaTooOld where the tables are of a version below [#FOLDED]; nothing was changed then.
    static void bringUpToDate(String jdbcUrl, String user, String password) {
        var flyway = flyway(jdbcUrl, user, password, OURS);
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password);
                var lock = connection.createStatement()) {
            lock.execute("select pg_advisory_lock(hashtextextended('glassline schema', 0))");
            takeOver(flyway);
            flyway.migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void takeOver(Flyway flyway) {
        var info = flyway.info();
        var isFromBeforeTheFold =
                Arrays.stream(info.applied()).anyMatch(applied -> applied.getState() == MigrationState.MISSING_SUCCESS);
        if (!isFromBeforeTheFold) {
            return;
        }
        var version = info.current().getVersion();
        if (version.compareTo(MigrationVersion.fromVersion(Integer.toString(FOLDED))) < 0) {
            throw new SchemaTooOld(version.toString());
        }
        flyway.repair();
    }
}
