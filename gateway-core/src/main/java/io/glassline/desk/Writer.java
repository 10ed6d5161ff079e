package io.glassline.desk;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.turn.Turns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Writes the city's words into a conversation, for who commits them.
final class Writer {

    private final Channels channels;
    private final AuditEntries audit;
    private final Supplier<UUID> ids;

    Writer(Channels channels, AuditEntries audit, Supplier<UUID> ids) {
        this.channels = channels;
        this.audit = audit;
        this.ids = ids;
    }

    /// @param after the conversation with the message counted, and a person's counted as a reply
    record Written(Conversation after, Message message, AuditEntry entry, Send send) {}

    Written write(Conversation before, Author author, Content content, Instant now) {
        var counted = before.counting(now);
        var message = new Message(
                new Message.Id(ids.get()), counted.messageCount(), author, content, List.of(), Optional.empty(), now);
        var after = author instanceof Author.Agent
                ? counted.with(counted.traffic().at(now).withReply())
                : counted;
        return new Written(
                after,
                message,
                audit.of(new MessageEvent.Writing(after, message)),
                Turns.send(channels, after, message, Optional.empty(), false));
    }
}
