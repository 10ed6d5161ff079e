package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.BIGINT;
import static io.glassline.storage.postgres.SqlType.BOOLEAN;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.JSON;
import static io.glassline.storage.postgres.SqlType.SMALLINT;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.conversation.Inbound;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The columns of the table `inbound`, each once, but for those that a turn writes later.
final class InboundColumns {

    /// A message made ready to be stored, by the thread that brought it: the one that stores has enough to do.
    static final class Row {
        final UUID id;
        final Inbound inbound;
        final AuditEntry entry;
        private final String content;
        private final @Nullable String thread;
        private final String marks;

        /// The number of its call, which it is given when it is stored.
        long envelopeId;

        Row(Stamped stamped) {
            this.inbound = stamped.inbound();
            this.id = inbound.id().value();
            this.entry = stamped.entry();
            this.content = JsonForms.content(inbound.content());
            this.thread = inbound.thread().map(JsonForms::thread).orElse(null);
            this.marks = names(inbound.marks());
        }
    }

    private static final Column<Row, UUID> MESSAGE_ID = column("id", ID, row -> row.id);
    private static final Column<Row, String> PROVIDER_ID = column("provider_id", TEXT, row -> row.inbound.providerId());
    private static final Column<Row, String> CONTENT = column("content", JSON, row -> row.content);
    private static final Column<Row, String> THREAD = column("thread", JSON, row -> row.thread);
    private static final Column<Row, String> MAIL_ID = column(
            "mail_id",
            TEXT,
            row -> row.inbound.thread().map(MailThread::messageId).orElse(null));
    private static final Column<Row, String> MARKS = column("marks", TEXT, row -> row.marks);
    private static final Column<Row, Instant> SENT_AT =
            column("sent_at", TIME, row -> row.inbound.sentAt().truncatedTo(ChronoUnit.MICROS));
    private static final Column<Row, Short> SENT_NANOS =
            column("sent_nanos", SMALLINT, row -> (short) (row.inbound.sentAt().getNano() % 1_000));
    private static final Column<Row, Instant> RECEIVED_AT =
            column("received_at", TIME, row -> row.inbound.receivedAt());
    private static final Column<Row, Integer> FAILED_TURNS =
            column("failed_turns", INT, row -> row.inbound.failedTurns());

    private static final Columns<Row> WRITTEN_AND_READ = Columns.<Row>of(
                    "inbound", MESSAGE_ID, PROVIDER_ID, CONTENT, THREAD, MARKS, SENT_AT, SENT_NANOS, RECEIVED_AT)
            .and(LaneColumns.of("inbound", row -> row.inbound.lane()));

    /// What is written when a message arrives.
    static final Columns<Row> WRITTEN = WRITTEN_AND_READ.and(Columns.of(
            "inbound",
            MAIL_ID,
            column("envelope_id", BIGINT, row -> row.envelopeId),
            column("signal", BOOLEAN, row -> row.inbound.isSignal())));

    /// What [#read] reads.
    static final Columns<Row> READ = WRITTEN_AND_READ.and(Columns.of("inbound", FAILED_TURNS));

    private InboundColumns() {}

    /// Of the columns [#READ].
    static Inbound read(ResultSet row) throws SQLException {
        var lane = LaneColumns.read(row);
        return new Inbound(
                new Message.Id(MESSAGE_ID.read(row)),
                lane.accountId(),
                PROVIDER_ID.read(row),
                lane.citizen(),
                JsonForms.readContent(CONTENT.read(row)),
                SENT_AT.read(row).plusNanos(SENT_NANOS.read(row)),
                RECEIVED_AT.read(row),
                THREAD.maybe(row).map(JsonForms::readThread),
                marks(MARKS.read(row)),
                FAILED_TURNS.read(row));
    }

    private static String names(Set<Mark> marks) {
        return marks.isEmpty() ? "" : marks.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static Set<Mark> marks(String names) {
        return names.isEmpty()
                ? Set.of()
                : Arrays.stream(names.split(",", -1)).map(Mark::valueOf).collect(Collectors.toSet());
    }
}
