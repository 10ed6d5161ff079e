package io.glassline.router.rule;

import java.util.Arrays;
import java.util.Optional;

/// What a condition can look at. CEL knows each as `variable.field`, and a trace shows it so.
public enum Seen {
    MESSAGE_TEXT("message.text", "says"),
    MESSAGE_CHANNEL("message.channel", "channel"),
    MESSAGE_ACCOUNT("message.account", "account"),
    MESSAGE_KIND("message.kind", "kind"),
    MESSAGE_LANGUAGE("message.language", "language"),
    MESSAGE_HAS("message.has", "has"),
    CONVERSATION_STATE("conversation.state", "conversation state"),
    CONVERSATION_QUEUE("conversation.queue", "conversation queue"),
    CONVERSATION_TAGS("conversation.tags", "conversation tag"),
    CONVERSATION_MISSES("conversation.misses", "conversation misses"),
    CONVERSATION_WAITING_MINUTES("conversation.waitingMinutes", "conversation waiting minutes"),
    CONVERSATION_MESSAGE_COUNT("conversation.messageCount", "conversation messages"),
    CONVERSATION_LANGUAGE("conversation.language", "conversation language"),
    CONTACT_CONSENT("contact.consent", "contact consent"),
    CLOCK_WEEKDAY("clock.weekday", "weekday"),
    CLOCK_DATE("clock.date", "date"),
    CLOCK_HOUR("clock.hour", "hour"),
    CLOCK_MINUTE("clock.minute", "minute"),
    CLOCK_HOLIDAY("clock.holiday", "holiday"),
    ANSWER_ID("answer.id", "answer"),
    ANSWER_TOPIC("answer.topic", "topic"),
    ANSWER_CONFIDENCE("answer.confidence", "confidence"),
    ANSWER_SURE("answer.sure", "sure");

    private final String field;
    private final String written;

    Seen(String field, String written) {
        this.field = field;
        this.written = written;
    }

    /// Such as `message.channel`.
    public String field() {
        return field;
    }

    /// As a rule writes it, such as `channel`.
    public String written() {
        return written;
    }

    /// @param field such as `message.words`, of which there are two names
    static Optional<Seen> of(String field) {
        return field.equals("message.words")
                ? Optional.of(MESSAGE_TEXT)
                : Arrays.stream(values())
                        .filter(seen -> seen.field.equals(field))
                        .findFirst();
    }
}
