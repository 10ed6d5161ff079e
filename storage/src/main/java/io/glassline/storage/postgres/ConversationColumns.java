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

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import io.glassline.storage.json.TrafficJson;
import io.glassline.store.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The columns of the table `conversation`, each once.
final class ConversationColumns {

    private static final Column<Conversation, UUID> CONVERSATION_ID =
            column("id", ID, conversation -> conversation.id().value());
    private static final Column<Conversation, UUID> PSEUDONYM = column("pseudonym", ID, Conversation::pseudonym);
    private static final Column<Conversation, String> LANGUAGE =
            column("language", TEXT, conversation -> conversation.language().toLanguageTag());
    private static final Column<Conversation, String> STATE =
            column("state", TEXT, conversation -> conversation.stage().state());
    private static final Column<Conversation, String> QUEUE =
            column("queue", TEXT, conversation -> stage(conversation).queue);
    private static final Column<Conversation, String> PRIORITY =
            column("priority", TEXT, conversation -> stage(conversation).priority);
    private static final Column<Conversation, String> AGENT =
            column("agent", TEXT, conversation -> stage(conversation).agent);
    private static final Column<Conversation, Instant> STAGE_AT =
            column("stage_at", TIME, conversation -> stage(conversation).at);
    private static final Column<Conversation, Instant> WAITING_SINCE =
            column("waiting_since", TIME, conversation -> stage(conversation).waitingSince);
    private static final Column<Conversation, String> OUTCOME =
            column("outcome", TEXT, conversation -> stage(conversation).outcome);
    private static final Column<Conversation, String> SESSION =
            column("session", JSON, conversation -> JsonForms.session(conversation.session()));
    private static final Column<Conversation, String> THREAD = column(
            "thread",
            JSON,
            conversation -> conversation.thread().map(JsonForms::thread).orElse(null));
    private static final Column<Conversation, Integer> MESSAGE_COUNT =
            column("message_count", INT, Conversation::messageCount);
    private static final Column<Conversation, Long> VERSION = column("version", BIGINT, Conversation::version);
    private static final Column<Conversation, Instant> OPENED_AT = column("opened_at", TIME, Conversation::openedAt);
    private static final Column<Conversation, Instant> LAST_ACTIVITY_AT =
            column("last_activity_at", TIME, Conversation::lastActivityAt);

    private static final Column<Conversation, String> TRAFFIC = column(
            "traffic",
            JSON,
            conversation ->
                    conversation.traffic().equals(Traffic.NONE) ? null : TrafficJson.traffic(conversation.traffic()));

    /// What says that a row is about a conversation; it never changes.
    static final Columns<Conversation> IDENTITY = Columns.of("conversation", CONVERSATION_ID.fixed(), PSEUDONYM.fixed())
            .and(LaneColumns.of("conversation", Conversation::lane));

    /// All that [#read] reads.
    static final Columns<Conversation> READ = IDENTITY.and(Columns.of(
            "conversation",
            LANGUAGE,
            STATE,
            QUEUE,
            PRIORITY,
            AGENT,
            STAGE_AT,
            WAITING_SINCE,
            OUTCOME,
            SESSION,
            THREAD,
            MESSAGE_COUNT,
            VERSION,
            OPENED_AT.fixed(),
            LAST_ACTIVITY_AT,
            TRAFFIC));

    /// All that is written. What is not read is how the desk sorts, and what happened first, which cannot be told from
    /// how the conversation stands now.
    static final Columns<Change> WRITTEN = READ.<Change>of(Change::after)
            .and(Columns.of(
                    "conversation",
                    column("urgency", SMALLINT, change ->
                            (short) PgBoard.urgency(change.after().stage())),
                    column("place", BIGINT, change -> PgBoard.place(change.after())),
                    column(
                            "over_budget",
                            BOOLEAN,
                            change -> change.after().traffic().isOver()),
                    Column.<Change, Instant>column(
                                    "first_inbound_at", TIME, change -> firstAt(change, Author.Citizen.class))
                            .first(),
                    Column.<Change, Instant>column(
                                    "first_answer_at",
                                    TIME,
                                    change -> firstAt(change, Author.Bot.class, Author.Agent.class))
                            .first(),
                    Column.<Change, Instant>column(
                                    "first_queued_at",
                                    TIME,
                                    change -> change.after().stage() instanceof Stage.Waiting(var _, var _, var since)
                                            ? since
                                            : null)
                            .first(),
                    Column.<Change, Instant>column(
                                    "first_taken_at",
                                    TIME,
                                    change -> change.after().stage()
                                                    instanceof Stage.WithAgent(var _, var _, var since, var _)
                                            ? since
                                            : null)
                            .first(),
                    Column.<Change, String>column(
                                    "taken_from",
                                    TEXT,
                                    change -> change.after().stage()
                                                    instanceof Stage.WithAgent(var queue, var _, var _, var _)
                                            ? queue.name()
                                            : null)
                            .first(),
                    Column.<Change, String>column("last_queue", TEXT, change -> stage(change.after()).queue)
                            .last(),
                    Column.<Change, Boolean>column(
                                    "bot_answered", BOOLEAN, change -> firstAt(change, Author.Bot.class) != null)
                            .ever()));

    private ConversationColumns() {}

    /// Of the columns [#READ].
    static Conversation read(ResultSet row) throws SQLException {
        return new Conversation(
                new Conversation.Id(CONVERSATION_ID.read(row)),
                PSEUDONYM.read(row),
                LaneColumns.read(row),
                Locale.forLanguageTag(LANGUAGE.read(row)),
                readStage(row),
                JsonForms.readSession(SESSION.read(row)),
                THREAD.maybe(row).map(JsonForms::readThread),
                MESSAGE_COUNT.read(row),
                VERSION.read(row),
                OPENED_AT.read(row),
                LAST_ACTIVITY_AT.read(row),
                TRAFFIC.maybe(row).map(TrafficJson::readTraffic).orElse(Traffic.NONE));
    }

    private static Stage readStage(ResultSet row) throws SQLException {
        var state = STATE.read(row);
        return switch (state) {
            case "bot" -> new Stage.WithBot();
            case "waiting" ->
                new Stage.Waiting(
                        new QueueId(QUEUE.read(row)), Stage.Priority.valueOf(PRIORITY.read(row)), STAGE_AT.read(row));
            case "agent" -> readWithAgent(row);
            case "closed" -> new Stage.Closed(STAGE_AT.read(row), OUTCOME.read(row));
            default -> throw new IllegalStateException("stored stage that is not known here: " + state);
        };
    }

    /// What was taken before there was a rank has none.
    private static Stage readWithAgent(ResultSet row) throws SQLException {
        var queue = new QueueId(QUEUE.read(row));
        var priority = PRIORITY.maybe(row).map(Stage.Priority::valueOf);
        var waitingSince = WAITING_SINCE.maybe(row);
        return priority.isPresent() && waitingSince.isPresent()
                ? new Stage.WithAgent(
                        queue, AGENT.read(row), STAGE_AT.read(row), new Stage.Rank(priority.get(), waitingSince.get()))
                : new Stage.WithAgent(queue, AGENT.read(row), STAGE_AT.read(row));
    }

    private record StageColumns(
            @Nullable String queue,
            @Nullable String priority,
            @Nullable String agent,
            @Nullable Instant at,
            @Nullable Instant waitingSince,
            @Nullable String outcome) {}

    private static StageColumns stage(Conversation conversation) {
        return switch (conversation.stage()) {
            case Stage.WithBot _ -> new StageColumns(null, null, null, null, null, null);
            case Stage.Waiting(var queue, var priority, var since) ->
                new StageColumns(queue.name(), priority.name(), null, since, since, null);
            case Stage.WithAgent(var queue, var agentId, var since, var rank) ->
                new StageColumns(queue.name(), rank.priority().name(), agentId, since, rank.waitingSince(), null);
            case Stage.Closed(var at, var outcome) -> new StageColumns(null, null, null, at, null, outcome);
        };
    }

    @SafeVarargs
    private static @Nullable Instant firstAt(Change change, Class<? extends Author>... authors) {
        return change.messages().stream()
                .filter(message -> Arrays.stream(authors).anyMatch(author -> author.isInstance(message.author())))
                .map(Message::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
