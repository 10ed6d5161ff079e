package io.glassline.app.feed;

import static io.glassline.conversation.Samples.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.audit.AccessEvent;
import io.glassline.audit.Actor;
import io.glassline.audit.AuditEvent;
import io.glassline.audit.DeskEvent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.embedded.EmbeddedServers;
import io.glassline.log.LogSigner;
import io.glassline.storage.log.Sequencer;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgAuditWriter;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgFeeds;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A record in a real PostgreSQL, empty at the beginning.
final class RealRecord implements AutoCloseable {

    static final String ORIGIN = "audit.city.example/log1";
    static final Conversation CONVERSATION = Samples.conversation(Samples.lane());
    private static final Actor ADA = Actor.atConsole("ada").from("10.0.0.7");

    private final EmbeddedServers servers;
    private final List<Database> nodes = new ArrayList<>();
    final Database database;
    final PgBoard board;
    final PgFeeds feeds;
    private Sequencer sequencer;

    RealRecord() throws SQLException {
        servers = EmbeddedServers.start(Path.of("target", "embedded"));
        try (var connection = DriverManager.getConnection(servers.jdbcUrl(), servers.user(), servers.password());
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists gis cascade; drop schema public cascade; create schema public");
        }
        database = anotherNode();
        board = new PgBoard(database);
        feeds = new PgFeeds(database, Samples.AUDIT);
        sequencer = sequencer();
    }

    private Sequencer sequencer() {
        return new Sequencer(
                database,
                new LogSigner(ORIGIN, "0123456789abcdef0123456789abcdef".getBytes(UTF_8)),
                List.of(),
                InstantSource.fixed(NOW));
    }

    /// Connections of a node of its own.
    Database anotherNode() {
        var node = Database.open(servers.jdbcUrl(), servers.user(), servers.password(), 6);
        nodes.add(node);
        return node;
    }

    void clear() {
        database.jdbi().useHandle(handle -> handle.execute("""
                truncate audit_entry, log_waiting, log_run, log_tile, log_checkpoint, feed restart identity;
                update log_tree set size = 0
                """));
        sequencer = sequencer(); // one that has signed for nothing yet
    }

    /// Someone signs in, so many times.
    void signIns(int count) {
        for (var i = 0; i < count; i++) {
            enter(new AccessEvent.SignIn(ADA, NOW));
        }
    }

    /// An agent takes a conversation on the channel `sms`.
    void taking() {
        enter(new DeskEvent.Taking(CONVERSATION, new QueueId("general"), ADA, NOW));
    }

    private void enter(AuditEvent event) {
        new PgAuditWriter(database).write(Samples.AUDIT.of(event));
        number();
    }

    /// Gives what was written its places in the log.
    void number() {
        sequencer.step();
    }

    /// The kinds that are on the record about feeds.
    List<String> told() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select kind from audit_entry where kind like 'feed.%' order by id")
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public void close() {
        nodes.forEach(Database::close);
        servers.close();
    }
}
