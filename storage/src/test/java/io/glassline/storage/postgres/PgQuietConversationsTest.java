package io.glassline.storage.postgres;

import io.glassline.conversation.Ports;
import io.glassline.storage.TestServers;
import io.glassline.store.QuietConversationsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PgQuietConversationsTest extends QuietConversationsContract {

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
