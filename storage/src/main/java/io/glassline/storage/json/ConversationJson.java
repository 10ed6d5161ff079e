package io.glassline.storage.json;

import static io.glassline.storage.json.Json.field;
import static io.glassline.storage.json.Json.instant;
import static io.glassline.storage.json.Json.maybe;
import static io.glassline.storage.json.Json.read;
import static io.glassline.storage.json.Json.required;
import static io.glassline.storage.json.Json.text;
import static io.glassline.storage.json.Json.uuid;
import static io.glassline.storage.json.Json.written;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.util.Locale;

/// A whole conversation, as the sessions' copy in Redis holds it.
public final class ConversationJson {

    private ConversationJson() {}

    public static String conversation(Conversation conversation) {
        return written(out -> {
            out.writeStartObject();
            field(out, "id", conversation.id().toString());
            field(out, "pseudonym", conversation.pseudonym().toString());
            field(out, "account", conversation.lane().accountId());
            field(out, "channel", conversation.lane().citizen().channel().name());
            field(out, "address", conversation.lane().citizen().value());
            field(out, "language", conversation.language().toLanguageTag());
            write(out, conversation.stage());
            out.writeFieldName("session");
            JsonForms.write(out, conversation.session());
            if (conversation.thread().isPresent()) {
                out.writeFieldName("thread");
                JsonForms.write(out, conversation.thread().get());
            }
            out.writeNumberField("messageCount", conversation.messageCount());
            out.writeNumberField("version", conversation.version());
            field(out, "openedAt", conversation.openedAt().toString());
            field(out, "lastActivityAt", conversation.lastActivityAt().toString());
            out.writeFieldName("traffic");
            TrafficJson.write(out, conversation.traffic());
            out.writeEndObject();
        });
    }

    public static Conversation readConversation(String json) {
        var node = read(json);
        return new Conversation(
                new Conversation.Id(uuid(node, "id")),
                uuid(node, "pseudonym"),
                new Lane(
                        text(node, "account"),
                        new Address(new ChannelKind(text(node, "channel")), text(node, "address"))),
                Locale.forLanguageTag(text(node, "language")),
                stage(node),
                JsonForms.session(required(node, "session")),
                maybe(node, "thread").map(JsonForms::thread),
                required(node, "messageCount").intValue(),
                required(node, "version").longValue(),
                instant(node, "openedAt"),
                instant(node, "lastActivityAt"),
                maybe(node, "traffic").map(TrafficJson::traffic).orElse(Traffic.NONE));
    }

    private static void write(JsonGenerator out, Stage stage) throws IOException {
        field(out, "state", stage.state());
        switch (stage) {
            case Stage.WithBot _ -> {}
            case Stage.Waiting(var queue, var priority, var since) -> {
                field(out, "queue", queue.name());
                field(out, "priority", priority.name());
                field(out, "since", since.toString());
            }
            case Stage.WithAgent(var queue, var agentId, var since, var rank) -> {
                field(out, "queue", queue.name());
                field(out, "agent", agentId);
                field(out, "since", since.toString());
                field(out, "priority", rank.priority().name());
                field(out, "waitingSince", rank.waitingSince().toString());
            }
            case Stage.Closed(var at, var outcome) -> {
                field(out, "at", at.toString());
                field(out, "outcome", outcome);
            }
        }
    }

    private static Stage stage(JsonNode node) {
        var state = text(node, "state");
        return switch (state) {
            case "bot" -> new Stage.WithBot();
            case "waiting" ->
                new Stage.Waiting(
                        new QueueId(text(node, "queue")),
                        Stage.Priority.valueOf(text(node, "priority")),
                        instant(node, "since"));
            case "agent" -> withAgent(node);
            case "closed" -> new Stage.Closed(instant(node, "at"), text(node, "outcome"));
            default -> throw new IllegalStateException("stored stage that is not known here: " + state);
        };
    }

    /// What an earlier version wrote has no rank.
    private static Stage withAgent(JsonNode node) {
        var queue = new QueueId(text(node, "queue"));
        return maybe(node, "priority")
                .<Stage>map(priority -> new Stage.WithAgent(
                        queue,
                        text(node, "agent"),
                        instant(node, "since"),
                        new Stage.Rank(Stage.Priority.valueOf(priority.textValue()), instant(node, "waitingSince"))))
                .orElseGet(() -> new Stage.WithAgent(queue, text(node, "agent"), instant(node, "since")));
    }
}
