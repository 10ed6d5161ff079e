package io.glassline.router.rule;

import java.util.List;
import java.util.Map;

/// What a rule's condition can see, under the names it uses: `message`, `conversation`, `clock`.
public record Facts(Message message, Conversation conversation, Clock clock) {

    /// `text` and `words` are in lower case without accents or signs; `kind` is that of the content, such as `text`
    /// or `media`; `channel` such as `sms`; `language` a tag such as `en`.
    public record Message(
            String text, List<String> words, String channel, String kind, String language, boolean hasMedia) {

        public Message {
            words = List.copyOf(words);
        }
    }

    /// `state` is `bot`, `waiting`, `agent` or `closed`; `misses` how often in a row the bot did not understand.
    public record Conversation(String state, long misses, String language, long messageCount) {}

    /// The city's time. `weekday` is such as `monday`, `date` such as `2026-11-23`.
    public record Clock(long hour, long minute, String weekday, String date, boolean holiday) {}

    Map<String, Object> byName() {
        return Map.of("message", message, "conversation", conversation, "clock", clock);
    }

    /// The value of `variable.field` as it is shown in a trace. A citizen's words are counted and not shown: they
    /// are kept with the message and can be erased there, and a trace must not keep a second copy.
    String shown(String variable, String field) {
        return variable + "." + field + "="
                + switch (variable + "." + field) {
                    case "message.text", "message.words" ->
                        "(" + message.words().size() + " words)";
                    case "message.channel" -> message.channel();
                    case "message.kind" -> message.kind();
                    case "message.language" -> message.language();
                    case "message.hasMedia" -> Boolean.toString(message.hasMedia());
                    case "conversation.state" -> conversation.state();
                    case "conversation.misses" -> Long.toString(conversation.misses());
                    case "conversation.language" -> conversation.language();
                    case "conversation.messageCount" -> Long.toString(conversation.messageCount());
                    case "clock.hour" -> Long.toString(clock.hour());
                    case "clock.minute" -> Long.toString(clock.minute());
                    case "clock.weekday" -> clock.weekday();
                    case "clock.date" -> clock.date();
                    case "clock.holiday" -> Boolean.toString(clock.holiday());
                    default -> "?";
                };
    }
}
