package io.glassline.app.node;

import io.glassline.app.work.Loop;
import io.glassline.conversation.QueueLines;
import io.glassline.offer.QueuePolicies;
import io.glassline.storage.postgres.PgQueueLines;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Knows how long the lines are without asking the record in a turn: they are read every few seconds.
final class QueueLineReader implements Supplier<QueueLines>, AutoCloseable {

    private static final Duration READ_EVERY = Duration.ofSeconds(10);

    private final Loop reading;
    private volatile QueueLines lines = QueueLines.UNKNOWN;

    QueueLineReader(NodeContext node, StorageWiring storage, LiveCity live) {
        var record = new PgQueueLines(storage.database());
        this.reading = new Loop("queue lines", READ_EVERY, () -> {
            lines = read(
                    record, live.now().city().queues().policies(), node.clock().instant());
            return false;
        });
    }

    /// What cannot be read is not told.
    private QueueLines read(PgQueueLines record, QueuePolicies policies, Instant now) {
        try {
            return record.read(policies, now);
        } catch (RuntimeException e) {
            lines = QueueLines.UNKNOWN;
            throw e;
        }
    }

    void start() {
        reading.start();
    }

    @Override
    public QueueLines get() {
        return lines;
    }

    @Override
    public void close() {
        reading.close();
    }
}
