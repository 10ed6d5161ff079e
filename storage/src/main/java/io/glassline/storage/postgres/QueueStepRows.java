package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueStep;
import io.glassline.store.Change;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `queue_step`.
final class QueueStepRows {

    private record Taken(UUID conversation, QueueStep step) {}

    private static final Columns<Taken> STEP = Columns.of(
            "queue_step",
            column("conversation_id", ID, Taken::conversation),
            column("queue", TEXT, taken -> taken.step.queue().name()),
            column("number", INT, taken -> taken.step.number()),
            column("words", TEXT, taken -> Rows.plain(taken.step.words())),
            column("at", TIME, taken -> taken.step.at()));

    private QueueStepRows() {}

    static void add(Handle handle, List<Change> changes) {
        var taken = changes.stream()
                .flatMap(change -> change.step().stream()
                        .map(step -> new Taken(change.after().id().value(), step)))
                .toList();
        if (taken.isEmpty()) {
            return;
        }
        try (var insert = handle.createUpdate(STEP.insertInto("queue_step"))) {
            STEP.bind(insert, taken);
            insert.execute();
        }
    }

    static List<QueueStep> of(Handle handle, Conversation.Id conversation) {
        return handle.createQuery("""
                        select queue, number, words, at from queue_step
                        where conversation_id = :id order by at, number
                        """)
                .bind("id", conversation.value())
                .map((row, _) -> new QueueStep(
                        new QueueId(row.getString("queue")),
                        row.getInt("number"),
                        row.getString("words"),
                        Rows.instant(row, "at")))
                .list();
    }
}
