package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Snooze;
import io.glassline.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `snooze`.
final class SnoozeRows {

    private record Snoozed(UUID conversation, Snooze snooze) {}

    private static final Columns<Snoozed> SNOOZE = Columns.of(
            "snooze",
            column("conversation_id", ID, Snoozed::conversation),
            column("agent", TEXT, snoozed -> snoozed.snooze.agentId()),
            column("until_at", TIME, snoozed -> snoozed.snooze.until()),
            column("heard", INT, snoozed -> snoozed.snooze.heard()),
            column("at", TIME, snoozed -> snoozed.snooze.at()));

    /// Joins as `z` the snooze of a conversation `c` that nothing but its time has ended.
    static final String JOINED = """
            left join snooze z on z.conversation_id = c.id
                and c.state = 'agent' and c.agent = z.agent and c.stage_at <= z.at
                and c.priority is distinct from 'EMERGENCY'
                and not exists (
                    select from message h
                    where h.conversation_id = c.id and h.author = 'citizen' and h.position > z.heard)
            """;

    private SnoozeRows() {}

    static void put(Handle handle, List<Change> changes) {
        var snoozed = changes.stream()
                .flatMap(change -> change.snooze().stream()
                        .map(snooze -> new Snoozed(change.after().id().value(), snooze)))
                .toList();
        if (snoozed.isEmpty()) {
            return;
        }
        try (var insert = handle.createUpdate(SNOOZE.insertInto("snooze") + """

                on conflict (conversation_id) do update
                set agent = excluded.agent, until_at = excluded.until_at, heard = excluded.heard, at = excluded.at
                """)) {
            SNOOZE.bind(insert, snoozed);
            insert.execute();
        }
    }

    static Optional<Instant> until(Handle handle, Conversation.Id conversation) {
        return handle.createQuery("select z.until_at from conversation c " + JOINED
                        + " where c.id = :id and z.until_at is not null")
                .bind("id", conversation.value())
                .map((row, _) -> Rows.instant(row, "until_at"))
                .findOne();
    }
}
