package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;

import io.glassline.feed.Feeds;
import io.glassline.feed.FeedsContract;
import io.glassline.storage.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PgFeedsTest extends FeedsContract {

    private Database database;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        database.jdbi().useHandle(handle -> handle.execute("update log_tree set size = 7"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Feeds feeds() {
        return new PgFeeds(database, AUDIT);
    }

    @Override
    protected List<String> recorded() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select kind, sealed from audit_entry order by id")
                        .map((row, _) -> row.getString("kind") + " "
                                + new String(row.getBytes("sealed"), StandardCharsets.UTF_8)
                                        .replaceAll(".*\"next\":(\\d+).*", "$1"))
                        .list());
    }
}
