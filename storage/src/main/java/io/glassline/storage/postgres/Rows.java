package io.glassline.storage.postgres;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// How rows become our types, and our types columns.
final class Rows {

    /// The columns that [#conversation] reads, of a table or alias `c`.
    static final String CONVERSATION = """
            c.id, c.pseudonym, c.account, c.channel, c.address, c.language, c.state, c.queue, c.priority, c.agent,
            c.stage_at, c.outcome, c.session, c.thread, c.message_count, c.version, c.opened_at, c.last_activity_at
            """;

    private Rows() {}

    static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                new Conversation.Id(uuid(row, "id")),
                uuid(row, "pseudonym"),
                lane(row),
                Locale.forLanguageTag(row.getString("language")),
                stage(row),
                JsonForms.readSession(row.getString("session")),
                maybeText(row, "thread").map(JsonForms::readThread),
                row.getInt("message_count"),
                row.getLong("version"),
                instant(row, "opened_at"),
                instant(row, "last_activity_at"));
    }

    private static Stage stage(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return switch (state) {
            case "bot" -> new Stage.WithBot();
            case "waiting" ->
                new Stage.Waiting(
                        new QueueId(row.getString("queue")),
                        Stage.Priority.valueOf(row.getString("priority")),
                        instant(row, "stage_at"));
            case "agent" ->
                new Stage.WithAgent(
                        new QueueId(row.getString("queue")), row.getString("agent"), instant(row, "stage_at"));
            case "closed" -> new Stage.Closed(instant(row, "stage_at"), row.getString("outcome"));
            default -> throw new IllegalStateException("stored stage that is not known here: " + state);
        };
    }

    static Lane lane(ResultSet row) throws SQLException {
        return new Lane(
                row.getString("account"),
                new Address(new ChannelKind(row.getString("channel")), row.getString("address")));
    }

    static <S extends SqlStatement<S>> S bindLane(S statement, Lane lane) {
        return statement
                .bind("account", lane.accountId())
                .bind("channel", lane.citizen().channel().name())
                .bind("address", lane.citizen().value());
    }

    /// Binds the lane of each row as three arrays, for `unnest`: with `said` as the prefix `saidAccount`, `saidChannel`
    /// and `saidAddress`.
    static <S extends SqlStatement<?>, R> S bindLanes(
            S statement, String prefix, List<R> rows, Function<R, Lane> lane) {
        column(
                statement,
                prefix + "Account",
                String.class,
                rows,
                row -> lane.apply(row).accountId());
        column(
                statement,
                prefix + "Channel",
                String.class,
                rows,
                row -> lane.apply(row).citizen().channel().name());
        column(
                statement,
                prefix + "Address",
                String.class,
                rows,
                row -> lane.apply(row).citizen().value());
        return statement;
    }

    static Message message(ResultSet row) throws SQLException {
        return new Message(
                new Message.Id(uuid(row, "id")),
                row.getInt("position"),
                author(row.getString("author"), row.getString("author_name")),
                JsonForms.readContent(row.getString("content")),
                JsonForms.readOffers(row.getString("offers")),
                Optional.ofNullable(row.getObject("answers", UUID.class)).map(Message.Id::new),
                instant(row, "at"));
    }

    private static Author author(String role, String name) {
        return switch (role) {
            case "citizen" -> new Author.Citizen();
            case "bot" -> new Author.Bot(name);
            case "agent" -> new Author.Agent(name);
            case "system" -> new Author.System();
            default -> throw new IllegalStateException("stored author that is not known here: " + role);
        };
    }

    static String name(Author author) {
        return switch (author) {
            case Author.Bot(var version) -> version;
            case Author.Agent(var agentId) -> agentId;
            case Author.Citizen _, Author.System _ -> "";
        };
    }

    /// Binds one value of each row as the array `name`, for `unnest`.
    static <R, V> void column(
            SqlStatement<?> statement, String name, Class<V> type, List<R> rows, Function<R, @Nullable V> value) {
        statement.bind(name, Column.of(type, rows, value));
    }

    /// The text for a `text` column, which cannot hold a zero character.
    static String plain(String text) {
        return text.indexOf(0) < 0 ? text : text.replace('\0', '\uFFFD');
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static Optional<String> maybeText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
