package io.glassline.storage.postgres;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Stage;
import java.time.Duration;
import java.util.Optional;

/// Where a conversation waits in its queue, and how long that took others.
final class QueuePlaces {

    /// How far back is looked for how long people of a queue needed.
    private static final Duration RECENT = Duration.ofHours(2);

    /// Of fewer nothing is told.
    private static final int TAKEN_MIN = 3;

    private final Database database;

    QueuePlaces(Database database) {
        this.database = database;
    }

    Optional<QueuePlace> of(Conversation conversation) {
        if (!(conversation.stage() instanceof Stage.Waiting(var queue, var _, var _))) {
            return Optional.empty();
        }
        return Optional.of(database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select (select count(*) from conversation
                                where queue = :queue and state = 'waiting'
                                  and (urgency, place, id) < (:urgency, :place, :id)) as before,
                               taken.count, taken.seconds
                        from (select count(*) as count,
                                     percentile_cont(0.5) within group (
                                         order by extract(epoch from first_taken_at - first_queued_at)) as seconds
                              from conversation
                              where first_taken_at > now() - make_interval(secs => :recent)
                                and first_taken_at >= first_queued_at and taken_from = :queue) taken
                        """)
                        .bind("queue", queue.name())
                        .bind("urgency", PgBoard.urgency(conversation.stage()))
                        .bind("place", PgBoard.place(conversation))
                        .bind("id", conversation.id().value())
                        .bind("recent", RECENT.toSeconds())
                        .map((row, _) -> new QueuePlace(
                                row.getInt("before") + 1,
                                row.getInt("count") < TAKEN_MIN
                                        ? Optional.empty()
                                        : Optional.of(Duration.ofSeconds((long) row.getDouble("seconds")))))
                        .one()));
    }
}
