package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.BYTEA;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.audit.AuditEntry;
import io.glassline.audit.AuditEntry.Opening;
import io.glassline.conversation.Conversation;
import io.glassline.desk.Desk;
import io.glassline.message.Message;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes entries of the audit stream: by themselves, or in the transaction that made them true.
public final class PgAuditWriter implements Desk.AuditWriter {

    /// The columns of the table `audit_entry`, each once, but for the id that it counts itself.
    static final Columns<AuditEntry> ENTRY = Columns.of(
            "entry",
            column("kind", TEXT, AuditEntry::kind),
            column("at", TIME, AuditEntry::at),
            column("leaf", BYTEA, AuditEntry::leaf),
            column("salt", BYTEA, entry -> entry.opening().map(Opening::salt).orElse(null)),
            column(
                    "sealed",
                    BYTEA,
                    entry -> entry.opening().flatMap(Opening::sealed).orElse(null)),
            column(
                    "words_salt",
                    BYTEA,
                    entry -> entry.opening().flatMap(Opening::wordsSalt).orElse(null)),
            column(
                    "message_id",
                    ID,
                    entry -> entry.message().map(Message.Id::value).orElse(null)),
            column(
                    "conversation_id",
                    ID,
                    entry -> entry.conversation().map(Conversation.Id::value).orElse(null)));

    /// Adds entries, as a statement of its own or as part of a larger one.
    static final String INSERT = ENTRY.insertInto("audit_entry");

    private final Database database;

    public PgAuditWriter(Database database) {
        this.database = database;
    }

    @Override
    public void write(AuditEntry entry) {
        database.jdbi().useHandle(handle -> write(handle, List.of(entry)));
    }

    /// In the transaction that made them true.
    public static void write(Handle handle, List<AuditEntry> entries) {
        if (!entries.isEmpty()) {
            try (var insert = handle.createUpdate(INSERT)) {
                ENTRY.bind(insert, entries);
                insert.execute();
            }
        }
    }
}
