package io.glassline.channel;

import io.glassline.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where a message stands among others, on a channel that has threads: mail.
///
/// `messageId` is the message's own id (RFC 5322, with its angle brackets); `references` are the ids it says it
/// follows, oldest first, the one it answers last; `conversation` is the conversation that one of them names in a
/// form that only we can have signed, and `answers` the message of ours that has this id; `replyTo` is where its writer
/// wants the answer, if not where it came from.
public record MailThread(
        String messageId,
        List<String> references,
        Optional<String> subject,
        Optional<UUID> conversation,
        Optional<String> replyTo,
        Optional<Message.Id> answers) {

    public MailThread {
        references = List.copyOf(references);
    }

    public MailThread(
            String messageId,
            List<String> references,
            Optional<String> subject,
            Optional<UUID> conversation,
            Optional<String> replyTo) {
        this(messageId, references, subject, conversation, replyTo, Optional.empty());
    }

    /// A mail that is answered where it came from.
    public MailThread(
            String messageId, List<String> references, Optional<String> subject, Optional<UUID> conversation) {
        this(messageId, references, subject, conversation, Optional.empty());
    }
}
