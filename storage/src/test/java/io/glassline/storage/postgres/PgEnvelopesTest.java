package io.glassline.storage.postgres;

import io.glassline.intake.Envelopes;
import io.glassline.intake.EnvelopesContract;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.storage.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PgEnvelopesTest extends EnvelopesContract {

    private static Database database;
    private static PgInboundLog inbound;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
        inbound = TestServers.inboundLog(database);
    }

    @AfterAll
    static void close() {
        inbound.close();
        database.close();
    }

    @Override
    protected Envelopes envelopes() {
        return new PgEnvelopes(database);
    }

    @Override
    protected void arrives(Arrival arrival) {
        inbound.accept(arrival).join();
    }
}
