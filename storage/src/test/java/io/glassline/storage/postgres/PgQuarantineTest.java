package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Samples;
import io.glassline.intake.Quarantine;
import io.glassline.intake.QuarantineContract;
import io.glassline.storage.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PgQuarantineTest extends QuarantineContract {

    private static Database database;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected Quarantine quarantine() {
        return new PgQuarantine(database, Samples.AUDIT);
    }

    @Override
    protected List<AuditEntry> entries() {
        return Recorded.entries(database);
    }
}
