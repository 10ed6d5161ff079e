package io.glassline.storage.postgres;

import io.glassline.conversation.Samples;
import io.glassline.person.PersonLinks;
import io.glassline.person.PersonLinksContract;
import io.glassline.storage.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PgPersonLinksTest extends PersonLinksContract {

    private static Database database;
    private long seen;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected PersonLinks links() {
        return new PgPersonLinks(database, Samples.AUDIT);
    }

    @Override
    protected List<String> entries() {
        return database.jdbi().withHandle(handle -> {
            var kinds = handle.createQuery("select kind from audit_entry where id > :seen order by id")
                    .bind("seen", seen)
                    .mapTo(String.class)
                    .list();
            seen = handle.createQuery("select coalesce(max(id), 0) from audit_entry")
                    .mapTo(Long.class)
                    .one();
            return kinds;
        });
    }
}
