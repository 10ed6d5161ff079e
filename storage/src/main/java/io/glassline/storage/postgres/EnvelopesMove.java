package io.glassline.storage.postgres;

import io.glassline.storage.form.EnvelopeForm;
import io.glassline.storage.form.EnvelopeForm.Kept;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/// Version 13 of the tables: envelopes that were a row each go to where they are kept together. It is no SQL because
/// SQL has no Snappy.
final class EnvelopesMove implements JavaMigration {

    /// Each may have 1 MiB, and all of these are in memory at once.
    private static final int TOGETHER = 100;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("13");
    }

    @Override
    public String getDescription() {
        return "envelopes move";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        try (var read = connection.prepareStatement("select * from envelope order by id");
                var write = connection.prepareStatement("""
                        insert into envelope_batch (last_id, calls, kept, received_first, received_last)
                        values (?, ?, ?, ?, ?)
                        """);
                var drop = connection.createStatement()) {
            read.setFetchSize(TOGETHER);
            try (var rows = read.executeQuery()) {
                var together = new ArrayList<Kept>();
                while (rows.next()) {
                    together.add(kept(rows));
                    if (together.size() == TOGETHER) {
                        write(write, together);
                        together.clear();
                    }
                }
                if (!together.isEmpty()) {
                    write(write, together);
                }
            }
            drop.execute("drop table envelope");
        }
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getLong("id"), row.getString("account"), PgQuarantine.call(row));
    }

    private static void write(PreparedStatement write, List<Kept> together) throws SQLException {
        var times =
                together.stream().map(one -> one.call().receivedAt()).sorted().toList();
        write.setLong(1, together.getLast().number());
        write.setInt(2, together.size());
        write.setBytes(3, EnvelopeForm.write(together));
        write.setTimestamp(4, Timestamp.from(times.getFirst()));
        write.setTimestamp(5, Timestamp.from(times.getLast()));
        write.executeUpdate();
    }
}
