package io.glassline.router.rule;

import io.glassline.conversation.QueueId;
import io.glassline.router.queue.Queues;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.SearchText;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All that the conditions of rules can see of one turn. It belongs to one turn and one thread.
///
/// What takes time is looked for when a condition first asks: the words as they are compared, and what the bot would
/// answer.
public final class Facts {

    private final Message message;
    private final Conversation conversation;
    private final Contact contact;
    private final Sources sources;
    private final Clock clock;
    private final Map<Set<Seen>, String> shown = new HashMap<>();
    private @Nullable SearchText words;
    private @Nullable Answer answer;

    public Facts(Message message, Conversation conversation, Contact contact, Sources sources) {
        this.message = message;
        this.conversation = conversation;
        this.contact = contact;
        this.sources = sources;
        this.clock = Clock.of(sources.cityTime(), sources.queues());
    }

    /// `text` and `words` are in lower case without accents or signs; `kind` is that of the content, such as `text`
    /// or `media`; `channel` such as `sms`; `language` a tag such as `en`; `has` such as `words` and `picture`.
    public record Message(
            String text,
            List<String> words,
            String channel,
            String account,
            String kind,
            String language,
            List<String> has) {

        public Message {
            words = List.copyOf(words);
            has = List.copyOf(has);
        }
    }

    /// `state` is `bot`, `waiting`, `agent` or `closed`; `misses` how often in a row the bot did not understand;
    /// `waitingMinutes` 0 for who does not wait; `queue` empty for who is in none.
    public record Conversation(
            String state,
            long misses,
            String language,
            long messageCount,
            long waitingMinutes,
            String queue,
            List<String> tags) {

        public Conversation {
            tags = List.copyOf(tags);
        }
    }

    /// @param consent `opted-in`, `implied` or `opted-out`
    public record Contact(String consent) {}

    /// The city's time. `weekday` is such as `monday`, `date` such as `2026-11-23`.
    public record Clock(long hour, long minute, String weekday, String date, boolean holiday) {

        static Clock of(ZonedDateTime cityTime, Queues queues) {
            return new Clock(
                    cityTime.getHour(),
                    cityTime.getMinute(),
                    cityTime.getDayOfWeek().name().toLowerCase(Locale.ROOT),
                    cityTime.toLocalDate().toString(),
                    queues.holidays().contains(cityTime.toLocalDate()));
        }
    }

    /// What the bot would answer. `id` and `topic` are empty, and `confidence` that of having nothing, where it has
    /// no answer; `sure` is whether it would give it without asking back.
    public record Answer(String id, String topic, double confidence, boolean sure) {}

    /// @param readings the message as it stands and as it may be meant
    public record Sources(
            ZonedDateTime cityTime, Queues queues, Supplier<List<NormalizedText>> readings, Supplier<Answer> answer) {}

    public Message message() {
        return message;
    }

    public Clock clock() {
        return clock;
    }

    ZonedDateTime cityTime() {
        return sources.cityTime();
    }

    boolean isOpen(QueueId queue) {
        return sources.queues().isOpen(queue, sources.cityTime());
    }

    SearchText words() {
        var known = words;
        if (known == null) {
            known = new SearchText(sources.readings().get());
            words = known;
        }
        return known;
    }

    Answer answer() {
        var known = answer;
        if (known == null) {
            known = sources.answer().get();
            answer = known;
            shown.clear();
        }
        return known;
    }

    /// A variable of CEL; null where there is none of this name.
    @Nullable
    Object variable(String name) {
        return switch (name) {
            case "message" -> message;
            case "conversation" -> conversation;
            case "contact" -> contact;
            case "clock" -> clock;
            case "answer" -> answer();
            default -> null;
        };
    }

    /// The values of what has several, or one that is a word.
    Collection<String> values(Seen what) {
        return switch (what) {
            case MESSAGE_TEXT -> message.words();
            case MESSAGE_HAS -> message.has();
            case CONVERSATION_TAGS -> conversation.tags();
            case MESSAGE_CHANNEL -> List.of(message.channel());
            case MESSAGE_ACCOUNT -> List.of(message.account());
            case MESSAGE_KIND -> List.of(message.kind());
            case MESSAGE_LANGUAGE -> List.of(message.language());
            case CONVERSATION_STATE -> List.of(conversation.state());
            case CONVERSATION_QUEUE -> List.of(conversation.queue());
            case CONVERSATION_LANGUAGE -> List.of(conversation.language());
            case CONTACT_CONSENT -> List.of(contact.consent());
            case CLOCK_WEEKDAY -> List.of(clock.weekday());
            case CLOCK_DATE -> List.of(clock.date());
            case CLOCK_HOLIDAY -> List.of(Boolean.toString(clock.holiday()));
            case ANSWER_ID -> List.of(answer().id());
            case ANSWER_TOPIC -> List.of(answer().topic());
            case ANSWER_SURE -> List.of(Boolean.toString(answer().sure()));
            case ANSWER_CONFIDENCE -> List.of("%.2f".formatted(answer().confidence()));
            case CONVERSATION_MISSES,
                    CONVERSATION_WAITING_MINUTES,
                    CONVERSATION_MESSAGE_COUNT,
                    CLOCK_HOUR,
                    CLOCK_MINUTE -> List.of(Long.toString(count(what)));
        };
    }

    long count(Seen what) {
        return switch (what) {
            case CONVERSATION_MISSES -> conversation.misses();
            case CONVERSATION_WAITING_MINUTES -> conversation.waitingMinutes();
            case CONVERSATION_MESSAGE_COUNT -> conversation.messageCount();
            case CLOCK_HOUR -> clock.hour();
            case CLOCK_MINUTE -> clock.minute();
            default -> throw new IllegalArgumentException(what + " is no number");
        };
    }

    /// The values as a trace shows them. A citizen's words are counted and not shown: they are kept with the message
    /// and can be erased there, and a trace must not keep a second copy. An answer that nobody asked the bot for is
    /// not looked for only to be shown.
    String shown(Set<Seen> what) {
        var known = shown.get(what);
        if (known == null) {
            known = what.stream().sorted().map(this::shown).collect(Collectors.joining(", "));
            shown.put(what, known);
        }
        return known;
    }

    private String shown(Seen what) {
        var value = switch (what) {
            case MESSAGE_TEXT -> "(" + message.words().size() + " words)";
            case ANSWER_ID, ANSWER_TOPIC, ANSWER_CONFIDENCE, ANSWER_SURE ->
                answer == null ? "(not asked)" : String.join(" ", values(what));
            default -> String.join(" ", values(what));
        };
        return what.field() + "=" + (value.isEmpty() ? "none" : value);
    }
}
