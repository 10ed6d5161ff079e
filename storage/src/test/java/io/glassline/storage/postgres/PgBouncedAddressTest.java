package io.glassline.storage.postgres;

import io.glassline.conversation.Ports;
import io.glassline.outbox.BouncedAddressContract;
import io.glassline.storage.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PgBouncedAddressTest extends BouncedAddressContract {

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
    protected Ports ports() {
        return TestServers.ports(database, inbound);
    }
}
