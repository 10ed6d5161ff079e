package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.store.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The tables `note` and `mention`.
final class NoteRows {

    /// Notes of one conversation that are read; past it the first are.
    private static final int NOTES_MAX = 500;

    private record Noted(UUID conversation, Note note) {}

    private record Mentioned(UUID conversation, Note note, String agent) {}

    private static final Columns<Noted> NOTE = Columns.of(
            "note",
            column("id", ID, noted -> noted.note.id()),
            column("conversation_id", ID, Noted::conversation),
            column("behind", INT, noted -> noted.note.behind()),
            column("agent", TEXT, noted -> noted.note.agentId()),
            column("words", TEXT, noted -> Rows.plain(noted.note.text())),
            column("at", TIME, noted -> noted.note.at()));

    private static final Columns<Mentioned> MENTION = Columns.of(
            "mention",
            column("note_id", ID, mentioned -> mentioned.note.id()),
            column("conversation_id", ID, Mentioned::conversation),
            column("agent", TEXT, Mentioned::agent),
            column("at", TIME, mentioned -> mentioned.note.at()));

    /// A note as [#read] reads it, with those it mentions in one column.
    static final String READ = """
            o.id as note_id, o.behind, o.agent as note_agent, o.words, o.at as noted_at,
            array(select m.agent from mention m where m.note_id = o.id) as mentioned
            """;

    private NoteRows() {}

    static void add(Handle handle, List<Change> changes) {
        var notes = changes.stream()
                .flatMap(change -> change.notes().stream()
                        .map(note -> new Noted(change.after().id().value(), note)))
                .toList();
        if (notes.isEmpty()) {
            return;
        }
        try (var insert = handle.createUpdate(NOTE.insertInto("note"))) {
            NOTE.bind(insert, notes);
            insert.execute();
        }
        var mentions = notes.stream()
                .flatMap(noted -> noted.note.mentioned().stream()
                        .map(agent -> new Mentioned(noted.conversation, noted.note, agent)))
                .toList();
        if (mentions.isEmpty()) {
            return;
        }
        try (var insert = handle.createUpdate(MENTION.insertInto("mention"))) {
            MENTION.bind(insert, mentions);
            insert.execute();
        }
    }

    static List<Note> of(Handle handle, Conversation.Id conversation) {
        return handle.createQuery("""
                        select %s from note o where o.conversation_id = :id order by o.at, o.id limit :countMax
                        """.formatted(READ))
                .bind("id", conversation.value())
                .bind("countMax", NOTES_MAX)
                .map((row, _) -> read(row))
                .list();
    }

    static Note read(ResultSet row) throws SQLException {
        var mentioned = (String[]) row.getArray("mentioned").getArray();
        return new Note(
                Rows.uuid(row, "note_id"),
                row.getInt("behind"),
                row.getString("note_agent"),
                row.getString("words"),
                Set.copyOf(Arrays.asList(mentioned)),
                Rows.instant(row, "noted_at"));
    }
}
