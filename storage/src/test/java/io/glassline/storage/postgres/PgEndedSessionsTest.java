package io.glassline.storage.postgres;

import io.glassline.desk.EndedSessions;
import io.glassline.desk.EndedSessionsContract;
import io.glassline.storage.TestServers;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PgEndedSessionsTest extends EndedSessionsContract {

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
    protected EndedSessions node(Instant now) {
        return new PgEndedSessions(database, InstantSource.fixed(now));
    }
}
