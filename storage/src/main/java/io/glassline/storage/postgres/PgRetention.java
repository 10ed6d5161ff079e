package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.GatewayEvent;
import io.glassline.conversation.QueueId;
import io.glassline.media.MediaFiles;
import io.glassline.message.Message;
import io.glassline.privacy.AddressTraces;
import io.glassline.privacy.Erasure;
import io.glassline.retention.Retention;
import io.glassline.retention.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// What the city's schedules say, in our tables and in the media folder. What goes goes as in an erasure, by
/// [ErasureRows] and [ErasedCalls].
public final class PgRetention implements Retention {

    /// Conversations, messages or deliveries removed in one transaction.
    private static final int AT_ONCE_MAX = 50;

    /// By the queue it is in, or was in last.
    private static final String ITS_QUEUES = """
              and coalesce(c.last_queue = any(:queues), false) = :named
            """;

    /// By the address, or by another that the provider told to be the same citizen's.
    private static final String NOT_HELD = """
              and not exists (
                  select from erasure_hold h
                  where h.lifted_at is null and h.channel = c.channel
                    and (h.address = split_part(c.address, ';call=', 1)
                         or exists (
                             select from alias a join alias o on o.person = a.person
                             where a.channel = c.channel and a.address = c.address and h.address in (o.address, o.id)
                         ))
              )
            """;

    /// Those that ended before `:before`, are in the schedule's queues, and are held by nobody.
    private static final String CONVERSATIONS = """
            from conversation c
            where c.state = 'closed' and not starts_with(c.address, 'erased-') and c.stage_at < :before
            """ + ITS_QUEUES + NOT_HELD;

    /// Messages of conversations, which may be open, with files that came before `:before`.
    private static final String FILES = """
            from attachment t join message m on m.id = t.message_id join conversation c on c.id = m.conversation_id
            where t.received_at < :before and t.state not in ('ERASED', 'REFUSED') and t.due_at is null
            """ + ITS_QUEUES + NOT_HELD;

    private final Database database;
    private final AuditEntries audit;
    private final MediaFiles files;
    private final Supplier<UUID> ids;

    /// @param ids random ones
    public PgRetention(Database database, AuditEntries audit, MediaFiles files, Supplier<UUID> ids) {
        this.database = database;
        this.audit = audit;
        this.files = files;
        this.ids = ids;
    }

    @Override
    public Map<Schedule, Long> due(Collection<Schedule> all, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var due = new LinkedHashMap<Schedule, Long>();
            for (var schedule : all) {
                due.put(
                        schedule,
                        switch (schedule.kind()) {
                            case CONVERSATIONS -> count(handle, CONVERSATIONS, schedule, all, now);
                            case FILES -> count(handle, FILES, schedule, all, now);
                            case QUARANTINE ->
                                (long) quarantined(handle, schedule, now, Integer.MAX_VALUE)
                                        .size();
                        });
            }
            return due;
        });
    }

    private static long count(Handle handle, String which, Schedule schedule, Collection<Schedule> all, Instant now) {
        return bound(handle.createQuery("select count(*) " + which), schedule, all, now)
                .mapTo(Long.class)
                .one();
    }

    /// A schedule without queues is about what the others of its kind do not name.
    private static <S extends SqlStatement<S>> S bound(
            S statement, Schedule schedule, Collection<Schedule> all, Instant now) {
        var isNamed = !schedule.queues().isEmpty();
        var queues = isNamed ? schedule.queues() : namedByOthers(schedule, all);
        return statement
                .bind("before", schedule.before(now).atOffset(ZoneOffset.UTC))
                .bind("named", isNamed)
                .bind("queues", BinaryArray.of(String.class, queues, QueueId::name));
    }

    private static Set<QueueId> namedByOthers(Schedule schedule, Collection<Schedule> all) {
        return all.stream()
                .filter(other -> other.kind() == schedule.kind())
                .flatMap(other -> other.queues().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Run run(LocalDate day, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            handle.createUpdate("insert into retention_run (day, begun_at) values (:day, :now) on conflict do nothing")
                    .bind("day", day)
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
            return handle.createQuery("select * from retention_run where day = :day")
                    .bind("day", day)
                    .map((row, _) -> run(row))
                    .one();
        });
    }

    @Override
    public Optional<Run> lastFinished() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from retention_run where finished_at is not null order by day desc limit 1")
                        .map((row, _) -> run(row))
                        .findOne());
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getObject("day", LocalDate.class),
                Rows.instant(row, "begun_at"),
                Rows.maybeInstant(row, "finished_at"),
                row.getLong("conversations"),
                row.getLong("files"),
                row.getLong("quarantined"));
    }

    @Override
    public int remove(Schedule schedule, Collection<Schedule> all, LocalDate day, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            PgErasures.oneAtATime(handle); // a hold that was set is obeyed
            return switch (schedule.kind()) {
                case CONVERSATIONS -> counted(handle, "conversations", conversations(handle, schedule, all, now), day);
                case FILES -> counted(handle, "files", files(handle, schedule, all, now), day);
                case QUARANTINE -> {
                    var theirs = quarantined(handle, schedule, now, AT_ONCE_MAX);
                    ErasedCalls.blank(handle, theirs, now);
                    yield counted(handle, "quarantined", theirs.size(), day);
                }
            };
        });
    }

    private static int counted(Handle handle, String column, int removed, LocalDate day) {
        handle.createUpdate("update retention_run set %1$s = %1$s + :removed where day = :day".formatted(column))
                .bind("removed", removed)
                .bind("day", day)
                .execute();
        return removed;
    }

    private record Who(String channel, String address) {}

    private int conversations(Handle handle, Schedule schedule, Collection<Schedule> all, Instant now) {
        var ended = bound(
                        handle.createQuery("select c.id, c.channel, c.address " + CONVERSATIONS
                                + " order by c.stage_at limit " + AT_ONCE_MAX + " for update of c"),
                        schedule,
                        all,
                        now)
                .map((row, _) ->
                        Map.entry(new Who(row.getString("channel"), row.getString("address")), Rows.uuid(row, "id")))
                .list();
        var byWho = ended.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        byWho.forEach((who, conversations) -> {
            var withFiles = messages(handle, conversations);
            deleteFiles(withFiles);
            new ErasureRows(handle, who.channel, List.of(who.address), Erasure.PSEUDONYM + ids.get(), now)
                    .wordsOf(conversations);
            ErasureRows.withoutFiles(handle, withFiles);
        });
        return ended.size();
    }

    private static List<Message.Id> messages(Handle handle, List<UUID> conversations) {
        return handle.createQuery("""
                        select m.id from message m join attachment t on t.message_id = m.id
                        where m.conversation_id = any(:ids)
                        """)
                .bind("ids", BinaryArray.of(UUID.class, conversations, id -> id))
                .mapTo(UUID.class)
                .map(Message.Id::new)
                .list();
    }

    /// Before the rows: a run that is interrupted finds them again.
    private void deleteFiles(List<Message.Id> messages) {
        try {
            for (var message : messages) {
                files.deleteAll(message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files that are past their time cannot be deleted", e);
        }
    }

    private int files(Handle handle, Schedule schedule, Collection<Schedule> all, Instant now) {
        var messages = bound(
                        handle.createQuery("select m.id " + FILES + " order by t.received_at limit " + AT_ONCE_MAX
                                + " for update of t"),
                        schedule,
                        all,
                        now)
                .mapTo(UUID.class)
                .list();
        var named = messages.stream().map(Message.Id::new).toList();
        deleteFiles(named);
        ErasureRows.attachments(handle, messages);
        ErasureRows.withoutFiles(handle, named);
        return messages.size();
    }

    /// What names an address that is held stays.
    private static List<Long> quarantined(Handle handle, Schedule schedule, Instant now, int countMax) {
        var held = handle.createQuery("select address from erasure_hold where lifted_at is null")
                .mapTo(String.class)
                .set();
        var traces = new AddressTraces(held);
        return ErasedCalls.quarantined(
                handle, schedule.before(now), call -> !ErasedCalls.isNamedIn(call, traces), countMax);
    }

    @Override
    public void finish(Run run, Instant now) {
        if (run.removed() > 0) {
            DeadRows.free(database);
        }
        database.jdbi().useTransaction(handle -> {
            var isFirst = handle.createUpdate(
                                    "update retention_run set finished_at = :now where day = :day and finished_at is null")
                            .bind("now", now.atOffset(ZoneOffset.UTC))
                            .bind("day", run.day())
                            .execute()
                    == 1;
            if (isFirst) {
                PgAuditWriter.write(handle, List.of(audit.of(new GatewayEvent.RetentionRun(run, now))));
            }
        });
    }
}
