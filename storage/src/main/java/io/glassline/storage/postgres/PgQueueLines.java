package io.glassline.storage.postgres;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.QueueLines.Line;
import io.glassline.conversation.Stage.Priority;
import io.glassline.offer.QueuePolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How long the lines are: what waits now, and how much of the queue's hours those waited who were taken
/// in the last days.
public final class PgQueueLines {

    /// A week, so that every day of it is among them.
    private static final Duration RECENT = Duration.ofDays(7);

    /// Of fewer nothing is told.
    private static final int TAKEN_MIN = 5;

    /// The latest of all queues together.
    private static final int TAKEN_MAX = 2_000;

    private final Database database;

    public PgQueueLines(Database database) {
        this.database = database;
    }

    public QueueLines read(QueuePolicies policies, Instant now) {
        return database.jdbi().withHandle(handle -> {
            var waiting = waiting(handle);
            var waits = waits(handle, policies, now);
            var queues = new HashSet<>(waiting.keySet());
            queues.addAll(waits.keySet());
            var lines = new HashMap<QueueId, Line>();
            queues.forEach(queue -> lines.put(
                    queue,
                    new Line(waiting.getOrDefault(queue, Map.of()), half(waits.getOrDefault(queue, List.of())))));
            return QueueLines.of(lines);
        });
    }

    private static Map<QueueId, Map<Priority, Integer>> waiting(Handle handle) {
        var waiting = new HashMap<QueueId, Map<Priority, Integer>>();
        handle.createQuery("""
                        select queue, priority, count(*) as count from conversation
                        where state = 'waiting' group by queue, priority
                        """)
                .map((row, _) -> waiting.computeIfAbsent(
                                new QueueId(row.getString("queue")), _ -> new EnumMap<>(Priority.class))
                        .put(Priority.valueOf(row.getString("priority")), row.getInt("count")))
                .list();
        return waiting;
    }

    private static Map<QueueId, List<Duration>> waits(Handle handle, QueuePolicies policies, Instant now) {
        var waits = new HashMap<QueueId, List<Duration>>();
        handle.createQuery("""
                        select taken_from as queue, first_queued_at, first_taken_at
                        from conversation
                        where first_taken_at > :since and first_taken_at >= first_queued_at and taken_from is not null
                        order by first_taken_at desc limit :countMax
                        """)
                .bind("since", now.minus(RECENT))
                .bind("countMax", TAKEN_MAX)
                .map((row, _) -> {
                    var queue = new QueueId(row.getString("queue"));
                    return waits.computeIfAbsent(queue, _ -> new ArrayList<>())
                            .add(policies.of(queue)
                                    .hours()
                                    .open(Rows.instant(row, "first_queued_at"), Rows.instant(row, "first_taken_at")));
                })
                .list();
        return waits;
    }

    private static Optional<Duration> half(List<Duration> waits) {
        return waits.size() < TAKEN_MIN
                ? Optional.empty()
                : Optional.of(waits.stream().sorted().toList().get(waits.size() / 2));
    }
}
