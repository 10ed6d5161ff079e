package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntry;
import io.glassline.audit.AuditEntry.Opening;
import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the audit stream back, salts and all, as no production code does.
public final class Recorded {

    private Recorded() {}

    public static List<AuditEntry> entries(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select kind, at, leaf, salt, sealed, words_salt, message_id, conversation_id
                                from audit_entry order by id
                                """)
                        .map((row, _) -> new AuditEntry(
                                row.getString("kind"),
                                Rows.instant(row, "at"),
                                row.getBytes("leaf"),
                                opening(row.getBytes("salt"), row.getBytes("sealed"), row.getBytes("words_salt")),
                                Optional.ofNullable(row.getObject("message_id", UUID.class))
                                        .map(Message.Id::new),
                                Optional.ofNullable(row.getObject("conversation_id", UUID.class))
                                        .map(Conversation.Id::new)))
                        .list());
    }

    private static Optional<Opening> opening(
            byte @Nullable [] salt, byte @Nullable [] sealed, byte @Nullable [] wordsSalt) {
        return Optional.ofNullable(salt)
                .map(there -> new Opening(there, Optional.ofNullable(sealed), Optional.ofNullable(wordsSalt)));
    }
}
