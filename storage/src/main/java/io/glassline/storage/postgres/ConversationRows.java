package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.column;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import io.glassline.store.Change;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Opens conversations and goes on with them, many with one statement: each only where its version is the next one.
final class ConversationRows {

    private ConversationRows() {}

    /// @return the conversations that were at the version before, and now are at the next.
    static Set<Conversation.Id> write(Handle handle, List<Change> changes) {
        var written = new HashSet<Conversation.Id>();
        var byOpening = changes.stream()
                .sorted(Comparator.comparing(change -> change.after().id().value()))
                .collect(Collectors.partitioningBy(change -> change.after().version() == 1));
        byOpening.forEach((opens, some) -> {
            if (!some.isEmpty()) {
                var statement = handle.createQuery((opens ? OPEN : GO_ON).formatted(CONVERSATIONS));
                bind(statement, some);
                statement
                        .map((row, _) -> new Conversation.Id(Rows.uuid(row, "id")))
                        .forEach(written::add);
            }
        });
        return written;
    }

    /// The conversations bound by [#bind], as a table.
    private static final String CONVERSATIONS = """
            unnest(:id, :pseudonym, :laneAccount, :laneChannel, :laneAddress, :language, :state, :queue, :priority,
                   :agent, :stageAt, :outcome, :session, :thread, :messageCount, :version, :openedAt,
                   :lastActivityAt, :urgency, :place, :inboundAt, :answeredAt, :queuedAt, :takenAt, :botAnswered)
                as n (id, pseudonym, account, channel, address, language, state, queue, priority, agent, stage_at,
                      outcome, session, thread, message_count, version, opened_at, last_activity_at, urgency, place,
                      inbound_at, answered_at, queued_at, taken_at, bot_answered)
            """;

    private static final String OPEN = """
            insert into conversation (
                id, pseudonym, account, channel, address, language, state, queue, priority, agent, stage_at, outcome,
                session, thread, message_count, version, opened_at, last_activity_at, urgency, place,
                first_inbound_at, first_answer_at, first_queued_at, first_taken_at, bot_answered)
            select
                id, pseudonym, account, channel, address, language, state, queue, priority, agent, stage_at, outcome,
                session::json, thread::json, message_count, version, opened_at, last_activity_at, urgency, place,
                inbound_at, answered_at, queued_at, taken_at, bot_answered
            from %s
            order by account, channel, address
            on conflict do nothing
            returning id
            """;

    private static final String GO_ON = """
            with n as materialized (
                select n.*
                from %s
                join conversation c on c.id = n.id
                order by n.id
                for update of c
            )
            update conversation c set
                language = n.language, state = n.state, queue = n.queue, priority = n.priority, agent = n.agent,
                stage_at = n.stage_at, outcome = n.outcome, session = n.session::json, thread = n.thread::json,
                message_count = n.message_count, version = n.version, last_activity_at = n.last_activity_at,
                urgency = n.urgency, place = n.place,
                first_inbound_at = coalesce(c.first_inbound_at, n.inbound_at),
                first_answer_at = coalesce(c.first_answer_at, n.answered_at),
                first_queued_at = coalesce(c.first_queued_at, n.queued_at),
                first_taken_at = coalesce(c.first_taken_at, n.taken_at),
                bot_answered = c.bot_answered or n.bot_answered
            from n
            where c.id = n.id and c.version = n.version - 1
              and (c.pseudonym, c.account, c.channel, c.address)
                  is not distinct from (n.pseudonym, n.account, n.channel, n.address)
            returning c.id
            """;

    private static void bind(SqlStatement<?> statement, List<Change> changes) {
        of(statement, "id", UUID.class, changes, after -> after.id().value());
        of(statement, "pseudonym", UUID.class, changes, Conversation::pseudonym);
        Rows.bindLanes(statement, "lane", changes, change -> change.after().lane());
        of(
                statement,
                "language",
                String.class,
                changes,
                after -> after.language().toLanguageTag());
        of(statement, "state", String.class, changes, after -> after.stage().state());
        of(statement, "queue", String.class, changes, after -> Columns.of(after.stage()).queue);
        of(statement, "priority", String.class, changes, after -> Columns.of(after.stage()).priority);
        of(statement, "agent", String.class, changes, after -> Columns.of(after.stage()).agent);
        of(statement, "stageAt", Instant.class, changes, after -> Columns.of(after.stage()).at);
        of(statement, "outcome", String.class, changes, after -> Columns.of(after.stage()).outcome);
        of(statement, "session", String.class, changes, after -> JsonForms.session(after.session()));
        of(
                statement,
                "thread",
                String.class,
                changes,
                after -> after.thread().map(JsonForms::thread).orElse(null));
        of(statement, "messageCount", Integer.class, changes, Conversation::messageCount);
        of(statement, "version", Long.class, changes, Conversation::version);
        of(statement, "openedAt", Instant.class, changes, Conversation::openedAt);
        of(statement, "lastActivityAt", Instant.class, changes, Conversation::lastActivityAt);
        of(statement, "urgency", Short.class, changes, after -> (short) PgBoard.urgency(after.stage()));
        of(statement, "place", Long.class, changes, PgBoard::place);
        column(statement, "inboundAt", Instant.class, changes, change -> firstAt(change, Author.Citizen.class));
        column(
                statement,
                "answeredAt",
                Instant.class,
                changes,
                change -> firstAt(change, Author.Bot.class, Author.Agent.class));
        of(
                statement,
                "queuedAt",
                Instant.class,
                changes,
                after -> after.stage() instanceof Stage.Waiting ? Columns.of(after.stage()).at : null);
        of(
                statement,
                "takenAt",
                Instant.class,
                changes,
                after -> after.stage() instanceof Stage.WithAgent ? Columns.of(after.stage()).at : null);
        column(statement, "botAnswered", Boolean.class, changes, change -> firstAt(change, Author.Bot.class) != null);
    }

    private static <V> void of(
            SqlStatement<?> statement,
            String name,
            Class<V> type,
            List<Change> changes,
            Function<Conversation, @Nullable V> value) {
        column(statement, name, type, changes, change -> value.apply(change.after()));
    }

    @SafeVarargs
    private static @Nullable Instant firstAt(Change change, Class<? extends Author>... authors) {
        return change.messages().stream()
                .filter(message -> Arrays.stream(authors).anyMatch(author -> author.isInstance(message.author())))
                .map(Message::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private record Columns(
            @Nullable String queue,
            @Nullable String priority,
            @Nullable String agent,
            @Nullable Instant at,
            @Nullable String outcome) {

        static Columns of(Stage stage) {
            return switch (stage) {
                case Stage.WithBot _ -> new Columns(null, null, null, null, null);
                case Stage.Waiting(var queue, var priority, var since) ->
                    new Columns(queue.name(), priority.name(), null, since, null);
                case Stage.WithAgent(var queue, var agentId, var since) ->
                    new Columns(queue.name(), null, agentId, since, null);
                case Stage.Closed(var at, var outcome) -> new Columns(null, null, null, at, outcome);
            };
        }
    }
}
