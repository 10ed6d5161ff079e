package io.glassline.storage.postgres;

import io.glassline.answer.Withdrawals;
import io.glassline.answer.WithdrawalsContract;
import io.glassline.audit.AuditEntries;
import io.glassline.storage.TestServers;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PgWithdrawalsTest extends WithdrawalsContract {

    private Database database;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Withdrawals withdrawals() {
        return new PgWithdrawals(
                database, new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]), InstantSource.system());
    }

    @Override
    protected List<String> recorded() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select kind from audit_entry order by id")
                        .mapTo(String.class)
                        .list());
    }
}
