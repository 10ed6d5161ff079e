package io.glassline.console;

import io.glassline.conversation.Stage.Priority;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How urgently a conversation waits, in the desk's words.
final class PriorityTitles {

    private PriorityTitles() {}

    static String of(Priority priority) {
        return switch (priority) {
            case EMERGENCY -> "emergency";
            case URGENT -> "urgent";
            case NORMAL -> "routine";
        };
    }

    /// Of the word that the record has; a word that this version does not know stands for itself.
    static String ofWord(String word) {
        return priority(word).map(PriorityTitles::of).orElse(word);
    }

    /// By the word that the record and forms have for it.
    static Optional<Priority> priority(String word) {
        return Arrays.stream(Priority.values())
                .filter(priority -> word(priority).equals(word))
                .findFirst();
    }

    static String word(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
