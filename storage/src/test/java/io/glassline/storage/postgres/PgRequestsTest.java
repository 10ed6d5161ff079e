package io.glassline.storage.postgres;

import io.glassline.request.Requests;
import io.glassline.request.RequestsContract;
import io.glassline.storage.TestServers;
import io.glassline.store.ConversationStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PgRequestsTest extends RequestsContract {

    private static Database database;
    private static PgConversationStore store;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    @Override
    protected Requests requests() {
        return new PgRequests(database);
    }

    @Override
    protected ConversationStore store() {
        return store;
    }

    @Override
    protected long entries() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from audit_entry")
                        .mapTo(Long.class)
                        .one());
    }
}
