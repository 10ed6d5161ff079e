package io.glassline.console;

import io.glassline.conversation.Stage;
import java.util.Arrays;
import java.util.Optional;

/// What a conversation can have come to when an agent closes it. The word stands in the record.
enum ClosingOutcome {
    RESOLVED("resolved", "Dealt with"),
    REFERRED("referred", "Sent to another office"),
    NO_ANSWER("no-answer", "The citizen did not come back"),
    DUPLICATE("duplicate", "Dealt with in another conversation"),
    NOT_FOR_THE_CITY("not-for-the-city", "Not a matter for the city");

    private final String word;
    private final String title;

    ClosingOutcome(String word, String title) {
        this.word = word;
        this.title = title;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    static Optional<ClosingOutcome> of(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word.equals(word))
                .findFirst();
    }

    /// The title of a word from the record, which the gateway or others may have written.
    static String title(String word) {
        return switch (word) {
            case "quiet" -> "Nobody wrote for a time";
            case Stage.FORM_LEFT -> "A form was left open";
            case "call-ended" -> "The call ended";
            default -> of(word).map(ClosingOutcome::title).orElse(word);
        };
    }
}
