package io.glassline.conversation;

import io.glassline.message.Message;
import java.util.List;
import java.util.Optional;

/// What was talked about last, so that "how much is it?" and "the second one" can be understood, and a wish for a
/// person finds the right office.
///
/// @param name the topic, as a queue has it: `waste`; empty when nothing is known
/// @param question the citizen's words that led to it, at most [#QUESTION_MAX_CHARS] of them
/// @param menu the choices held out last, which stay after one was picked
public record Topic(Optional<String> name, Optional<String> question, List<Message.Offer> menu) {

    public static final int QUESTION_MAX_CHARS = 200;

    public static final Topic NONE = new Topic(Optional.empty(), Optional.empty(), List.of());

    public Topic {
        question = question.map(Topic::beginning);
        menu = List.copyOf(menu);
    }

    private static String beginning(String words) {
        if (words.length() <= QUESTION_MAX_CHARS) {
            return words;
        }
        var isSplit = Character.isHighSurrogate(words.charAt(QUESTION_MAX_CHARS - 1));
        return words.substring(0, isSplit ? QUESTION_MAX_CHARS - 1 : QUESTION_MAX_CHARS);
    }
}
