package io.glassline.answer;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of the approved answers that the bot gave, and what it was asked and did not answer. Read from the record.
public interface AnswerUse {

    /// Who gets the same answer again so soon did not find in it what they asked.
    Duration ASKED_AGAIN_WITHIN = Duration.ofDays(1);

    /// By the answer's id, of those that were given since `since`.
    Map<String, Count> counts(Instant since);

    /// Who got an answer since `since`, in whatever words it read then: the latest first, at most `countMax`. Each
    /// conversation stands there once, with the last time.
    List<Receiver> receivers(String answer, Instant since, int countMax);

    /// What citizens wrote since `since` that the bot had no answer to, the latest first, at most `countMax`.
    List<Question> unanswered(Instant since, int countMax);

    /// @param given how often
    /// @param askedAgain how often the same lane got the same answer again within [#ASKED_AGAIN_WITHIN]
    /// @param toPeople how often people got the conversation afterwards
    /// @param rated conversations in which it was given, and whose citizen said how satisfied they were
    /// @param satisfied those of them who gave 4 or 5
    record Count(long given, long askedAgain, long toPeople, long rated, long satisfied) {

        public static final Count NONE = new Count(0, 0, 0, 0, 0);
    }

    /// @param state where the conversation stands now, a word of [io.glassline.conversation.Stage#state()]
    record Receiver(Conversation.Id conversation, Lane lane, Locale language, String state, Instant at) {}

    /// @param words as they were written
    record Question(String words, Lane lane, Locale language, Instant at) {}
}
