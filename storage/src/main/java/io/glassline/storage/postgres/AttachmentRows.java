package io.glassline.storage.postgres;

import io.glassline.media.Attachment;
import io.glassline.media.StoredFile;
import io.glassline.message.Message;
import io.glassline.storage.json.AttachmentJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// A row of the table `attachment`.
final class AttachmentRows {

    /// What [#read] needs, of the table `a`.
    static final String COLUMNS = "a.message_id, a.account, a.state, a.told_type, a.file_name, a.original, a.shown,"
            + " a.thumbnail, a.because, a.received_at";

    private AttachmentRows() {}

    static Attachment read(ResultSet row) throws SQLException {
        return new Attachment(
                new Message.Id(Rows.uuid(row, "message_id")),
                row.getString("account"),
                Attachment.State.valueOf(row.getString("state")),
                row.getString("told_type"),
                Rows.maybeText(row, "file_name"),
                file(row, "original"),
                file(row, "shown"),
                file(row, "thumbnail"),
                row.getString("because"),
                Rows.instant(row, "received_at"));
    }

    private static Optional<StoredFile> file(ResultSet row, String column) throws SQLException {
        return Rows.maybeText(row, column).map(AttachmentJson::read);
    }
}
