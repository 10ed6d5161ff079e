package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.column;

import io.glassline.audit.AuditEntry;
import io.glassline.audit.AuditEntry.Opening;
import io.glassline.desk.Desk;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Writes entries of the audit stream: by themselves, or in the transaction that made them true.
public final class PgAuditWriter implements Desk.AuditWriter {

    /// The entries bound by [#bind], as a statement of their own or as part of a larger one.
    static final String INSERT = """
            insert into audit_entry (kind, at, leaf, salt, sealed, words_salt, message_id, conversation_id)
            select kind, at, leaf, salt, sealed, words_salt, message_id, conversation_id
            from unnest(:entryKind, :entryAt, :entryLeaf, :entrySalt, :entrySealed, :entryWordsSalt, :entryMessage,
                        :entryConversation)
                with ordinality as e (kind, at, leaf, salt, sealed, words_salt, message_id, conversation_id, n)
            order by n
            """;

    private final Database database;

    public PgAuditWriter(Database database) {
        this.database = database;
    }

    @Override
    public void write(AuditEntry entry) {
        database.jdbi().useHandle(handle -> write(handle, List.of(entry)));
    }

    static void write(Handle handle, List<AuditEntry> entries) {
        if (!entries.isEmpty()) {
            try (var insert = handle.createUpdate(INSERT)) {
                bind(insert, entries);
                insert.execute();
            }
        }
    }

    static void bind(SqlStatement<?> statement, List<AuditEntry> entries) {
        column(statement, "entryKind", String.class, entries, AuditEntry::kind);
        column(statement, "entryAt", Instant.class, entries, AuditEntry::at);
        column(statement, "entryLeaf", byte[].class, entries, AuditEntry::leaf);
        column(statement, "entrySalt", byte[].class, entries, PgAuditWriter::salt);
        column(statement, "entrySealed", byte[].class, entries, PgAuditWriter::sealed);
        column(statement, "entryWordsSalt", byte[].class, entries, PgAuditWriter::wordsSalt);
        column(
                statement,
                "entryMessage",
                UUID.class,
                entries,
                entry -> entry.message().map(id -> id.value()).orElse(null));
        column(
                statement,
                "entryConversation",
                UUID.class,
                entries,
                entry -> entry.conversation().map(id -> id.value()).orElse(null));
    }

    static byte @Nullable [] salt(AuditEntry entry) {
        return entry.opening().map(Opening::salt).orElse(null);
    }

    static byte @Nullable [] sealed(AuditEntry entry) {
        return entry.opening().flatMap(Opening::sealed).orElse(null);
    }

    static byte @Nullable [] wordsSalt(AuditEntry entry) {
        return entry.opening().flatMap(Opening::wordsSalt).orElse(null);
    }
}
