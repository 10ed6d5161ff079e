package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads the audit stream back, salts and all, as no production code does.
public final class Recorded {

    private Recorded() {}

    public static List<AuditEntry> entries(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select kind, at, leaf, salt, message_id, conversation_id from audit_entry order by id
                                """)
                        .map((row, _) -> new AuditEntry(
                                row.getString("kind"),
                                Rows.instant(row, "at"),
                                row.getBytes("leaf"),
                                Optional.ofNullable(row.getBytes("salt")),
                                Optional.ofNullable(row.getObject("message_id", UUID.class))
                                        .map(Message.Id::new),
                                Optional.ofNullable(row.getObject("conversation_id", UUID.class))
                                        .map(Conversation.Id::new)))
                        .list());
    }
}
