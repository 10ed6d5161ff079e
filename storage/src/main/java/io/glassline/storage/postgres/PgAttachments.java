package io.glassline.storage.postgres;

import io.glassline.conversation.Conversation;
import io.glassline.media.Attachment;
import io.glassline.media.Attachments;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.storage.json.AttachmentJson;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Attachments in the table `attachment`.
///
/// They are found among the messages and not written with them, so that accepting a message costs what it
/// cost before: the index `inbound_media` has only messages with media. A lease is told from the next by
/// the number of attempts.
public final class PgAttachments implements Attachments {

    /// A message may become visible so long after another that has a later number.
    private static final Duration LATE_MAX = Duration.ofMinutes(10);

    private final Database database;

    public PgAttachments(Database database) {
        this.database = database;
    }

    private static final String FIND = """
        select i.id, i.account, i.content, i.received_at
        from inbound i
        where starts_with(i.content::text, '{"kind":"media"')
          and i.seq > (select done_to from attachment_search)
          and not exists (select from attachment a where a.message_id = i.id)
        order by i.seq
        limit :countMax
        """;

    @Override
    public int enrol(Instant now, int countMax) {
        return database.jdbi().inTransaction(handle -> {
            handle.execute("select from attachment_search for update");
            var found = handle.createQuery(FIND)
                    .bind("countMax", countMax)
                    .map((row, _) -> fresh(row))
                    .list();
            for (var attachment : found) {
                insert(handle, attachment, now);
            }
            if (found.size() < countMax) {
                goOn(handle, now);
            }
            return found.size();
        });
    }

    private static Attachment fresh(ResultSet row) throws SQLException {
        var media = media(row);
        return Attachment.fresh(
                new Message.Id(Rows.uuid(row, "id")),
                row.getString("account"),
                media.mediaType(),
                media.fileName(),
                Rows.instant(row, "received_at"));
    }

    private static Content.Media media(ResultSet row) throws SQLException {
        if (JsonForms.readContent(row.getString("content")) instanceof Content.Media media) {
            return media;
        }
        throw new IllegalStateException("a message that the index has as media is none");
    }

    private static void insert(Handle handle, Attachment attachment, Instant now) {
        try (var insert = handle.createUpdate("""
            insert into attachment (message_id, account, state, told_type, file_name, received_at, due_at)
            values (:id, :account, :state, :toldType, :fileName, :receivedAt, :now)
            on conflict (message_id) do nothing
            """)) {
            insert.bind("id", attachment.message().value())
                    .bind("account", attachment.account())
                    .bind("state", attachment.state().name())
                    .bind("toldType", Rows.plain(attachment.toldType()))
                    .bind("fileName", attachment.fileName().map(Rows::plain))
                    .bind("receivedAt", attachment.receivedAt())
                    .bind("now", now)
                    .execute();
        }
    }

    private static void goOn(Handle handle, Instant now) {
        try (var update = handle.createUpdate("""
            update attachment_search
            set done_to = next_to,
                next_to = coalesce((
                    select max(seq) from inbound where starts_with(content::text, '{"kind":"media"')), next_to),
                next_at = :now
            where next_at <= :before
            """)) {
            update.bind("now", now).bind("before", now.minus(LATE_MAX)).execute();
        }
    }

    private static final String CLAIM = """
        with due as (
            select message_id from attachment
            where due_at <= :now
            order by due_at
            limit :countMax
            for update skip locked
        )
        update attachment a
        set due_at = :until, attempts = a.attempts + 1, first_tried_at = coalesce(a.first_tried_at, :now)
        from due, inbound i
        where a.message_id = due.message_id and i.id = due.message_id
        returning %s, a.attempts, a.first_tried_at, i.content
        """.formatted(AttachmentRows.COLUMNS);

    @Override
    public List<Claim> claim(Instant now, Duration lease, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(CLAIM)
                        .bind("now", now)
                        .bind("until", now.plus(lease))
                        .bind("countMax", countMax)
                        .map((row, _) -> new Claim(
                                AttachmentRows.read(row),
                                media(row),
                                row.getInt("attempts"),
                                Rows.instant(row, "first_tried_at")))
                        .list());
    }

    @Override
    public void hold(Collection<Claim> claims, Instant until) {
        if (claims.isEmpty()) {
            return;
        }
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                update attachment a set due_at = :until
                from unnest(:ids, :attempts) as held (id, attempt)
                where a.message_id = held.id and a.attempts = held.attempt and a.due_at is not null
                """)) {
                update.bind("until", until)
                        .bind(
                                "ids",
                                BinaryArray.of(
                                        UUID.class,
                                        claims,
                                        claim -> claim.attachment().message().value()))
                        .bind("attempts", BinaryArray.of(Integer.class, claims, Claim::attempt))
                        .execute();
            }
        });
    }

    @Override
    public boolean write(Claim claim, Attachment next, Optional<Instant> dueAt, boolean holdOn) {
        return database.jdbi().withHandle(handle -> {
            try (var update = handle.createUpdate("""
                update attachment
                set state = :state, original = :original::json, shown = :shown::json,
                    thumbnail = :thumbnail::json, because = :because,
                    due_at = case when :holdOn then due_at else :dueAt end
                where message_id = :id and attempts = :attempt and due_at is not null
                """)) {
                return bind(update, next)
                                .bind("dueAt", dueAt)
                                .bind("holdOn", holdOn)
                                .bind("attempt", claim.attempt())
                                .execute()
                        == 1;
            }
        });
    }

    private static Update bind(Update update, Attachment next) {
        return update.bind("id", next.message().value())
                .bind("state", next.state().name())
                .bind("original", next.original().map(AttachmentJson::write))
                .bind("shown", next.shown().map(AttachmentJson::write))
                .bind("thumbnail", next.thumbnail().map(AttachmentJson::write))
                .bind("because", Rows.plain(next.because()));
    }

    @Override
    public Map<Message.Id, Attachment> of(Conversation.Id conversation) {
        return database.jdbi()
                .withHandle(handle -> handle
                        .createQuery("""
                            select %s from message m join attachment a on a.message_id = m.id
                            where m.conversation_id = :conversation
                            """.formatted(AttachmentRows.COLUMNS))
                        .bind("conversation", conversation.value())
                        .map((row, _) -> AttachmentRows.read(row))
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(Attachment::message, one -> one)));
    }

    @Override
    public Optional<Attachment> find(Conversation.Id conversation, Message.Id message) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                    select %s from message m join attachment a on a.message_id = m.id
                    where m.conversation_id = :conversation and m.id = :message
                    """.formatted(AttachmentRows.COLUMNS))
                        .bind("conversation", conversation.value())
                        .bind("message", message.value())
                        .map((row, _) -> AttachmentRows.read(row))
                        .findOne());
    }

    @Override
    public Optional<Attachment.State> stateOf(Message.Id message) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select state from attachment where message_id = :message")
                        .bind("message", message.value())
                        .map((row, _) -> Attachment.State.valueOf(row.getString("state")))
                        .findOne());
    }

    /// Words are erased where the entry that commits to them has lost its key, as [PgRecordedTraffic] has
    /// it.
    @Override
    public List<Attachment> whoseWordsAreGone(int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                    select %s from attachment a
                    left join inbound i on i.id = a.message_id
                    left join audit_entry e on e.id = i.entry_id
                    where a.state <> 'ERASED'
                      and (i.id is null or e.salt is null or e.sealed is not null and e.words_salt is null)
                    limit :countMax
                    """.formatted(AttachmentRows.COLUMNS))
                        .bind("countMax", countMax)
                        .map((row, _) -> AttachmentRows.read(row))
                        .list());
    }

    @Override
    public List<Attachment> withOriginalFromBefore(String account, Instant before, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                    select %s from attachment a
                    where a.account = :account and a.received_at < :before
                      and a.original is not null and a.shown is not null and a.due_at is null
                      and a.state in ('READY', 'UNSCANNED')
                    order by a.received_at
                    limit :countMax
                    """.formatted(AttachmentRows.COLUMNS))
                        .bind("account", account)
                        .bind("before", before)
                        .bind("countMax", countMax)
                        .map((row, _) -> AttachmentRows.read(row))
                        .list());
    }

    @Override
    public void deleted(Attachment next) {
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                update attachment
                set state = :state, original = :original::json, shown = :shown::json,
                    thumbnail = :thumbnail::json, because = :because,
                    due_at = case when :state <> 'ERASED' then due_at end,
                    file_name = case when :state <> 'ERASED' then file_name end
                where message_id = :id and state <> 'ERASED'
                """)) {
                bind(update, next).execute();
            }
        });
    }

    @Override
    public Map<Attachment.State, Long> counts() {
        var counts = new EnumMap<Attachment.State, Long>(Attachment.State.class);
        database.jdbi()
                .useHandle(handle -> handle.createQuery("select state, count(*) as n from attachment group by state")
                        .map((row, _) -> Map.entry(Attachment.State.valueOf(row.getString("state")), row.getLong("n")))
                        .forEach(one -> counts.put(one.getKey(), one.getValue())));
        return counts;
    }
}
