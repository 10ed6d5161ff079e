package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.JSON;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/// The columns of the table `message`, each once, but for the conversation that a message belongs to.
final class MessageColumns {

    private static final Column<Message, UUID> MESSAGE_ID =
            column("id", ID, message -> message.id().value());
    private static final Column<Message, Integer> POSITION = column("position", INT, Message::position);
    private static final Column<Message, String> AUTHOR =
            column("author", TEXT, message -> message.author().role());
    private static final Column<Message, String> AUTHOR_NAME =
            column("author_name", TEXT, message -> name(message.author()));
    private static final Column<Message, String> CONTENT =
            column("content", JSON, message -> JsonForms.content(message.content()));
    private static final Column<Message, String> OFFERS =
            column("offers", JSON, message -> JsonForms.offers(message.offers()));
    private static final Column<Message, UUID> ANSWERS = column(
            "answers", ID, message -> message.answers().map(Message.Id::value).orElse(null));
    private static final Column<Message, Instant> AT = column("at", TIME, Message::at);

    static final Columns<Message> ALL =
            Columns.of("message", MESSAGE_ID, POSITION, AUTHOR, AUTHOR_NAME, CONTENT, OFFERS, ANSWERS, AT);

    private MessageColumns() {}

    private static String name(Author author) {
        return switch (author) {
            case Author.Bot(var version) -> version;
            case Author.Agent(var agentId) -> agentId;
            case Author.Citizen _, Author.System _ -> "";
        };
    }

    /// Of the columns [#ALL].
    static Message read(ResultSet row) throws SQLException {
        return new Message(
                new Message.Id(MESSAGE_ID.read(row)),
                POSITION.read(row),
                author(AUTHOR.read(row), AUTHOR_NAME.read(row)),
                JsonForms.readContent(CONTENT.read(row)),
                JsonForms.readOffers(OFFERS.read(row)),
                ANSWERS.maybe(row).map(Message.Id::new),
                AT.read(row));
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
}
