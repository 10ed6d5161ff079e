package io.glassline.retention;

import io.glassline.conversation.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How long one kind of thing is kept, and by which law or rule.
///
/// @param queues of whose conversations; empty for all that no other schedule of the kind names
/// @param days from the end of the conversation, or from when it came; at least [#DAYS_MIN]
/// @param because the legal reason, by language
public record Schedule(Kind kind, Set<QueueId> queues, int days, Map<Locale, String> because) {

    /// What is younger may still be under way with a provider, or may have to be read again.
    public static final int DAYS_MIN = 30;

    public static final int DAYS_MAX = 36_500;

    public Schedule {
        queues = Set.copyOf(queues);
        because = Map.copyOf(new HashMap<>(because));
    }

    /// The legal reason in `language`; where it is not given in it, in the first other by its tag.
    public String because(Locale language) {
        return because.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<Locale, String> text) ->
                                !text.getKey().getLanguage().equals(language.getLanguage()))
                        .thenComparing(text -> text.getKey().toLanguageTag()))
                .map(Map.Entry::getValue)
                .orElse("");
    }

    /// What ended or came earlier goes.
    public Instant before(Instant now) {
        return now.minus(Duration.ofDays(days));
    }

    public enum Kind {
        /// All of a conversation that ended: its words, its address, why what was decided, its files and notes.
        CONVERSATIONS("conversations"),
        /// What was sent beside words.
        FILES("files"),
        /// Deliveries that could not be read.
        QUARANTINE("quarantine");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As `retention.yml` has it.
        public String word() {
            return word;
        }
    }
}
