package io.glassline.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How much one address and the city said to each other in the hour that runs. It stands with the
/// conversation, goes over to the next one of the lane, and is read and written with it.
///
/// @param since when the hour began: with the first message, answer or reply after the one before.
/// @param messages from the address.
/// @param answers of the machine.
/// @param replies of people.
/// @param sameAnswers how often each answer was given, by a digest of its words.
/// @param isOver whether it is more than the account's budget.
/// @param isTold whether the citizen was told so.
public record Traffic(
        Instant since,
        int messages,
        int answers,
        int replies,
        Map<String, Integer> sameAnswers,
        boolean isOver,
        boolean isTold) {

    public static final Duration WINDOW = Duration.ofHours(1);

    public static final Traffic NONE = new Traffic(Instant.EPOCH, 0, 0, 0, Map.of(), false, false);

    public Traffic {
        sameAnswers = Map.copyOf(sameAnswers);
    }

    /// This, or nothing when its hour is over.
    public Traffic at(Instant now) {
        return now.isBefore(until()) ? this : new Traffic(now, 0, 0, 0, Map.of(), false, false);
    }

    /// When the hour is over.
    public Instant until() {
        return since.plus(WINDOW);
    }

    /// Of what two conversations of one lane know, the hour that began later; of the same hour, the fuller.
    public Traffic or(Traffic other) {
        if (!since.equals(other.since)) {
            return since.isAfter(other.since) ? this : other;
        }
        return messages + answers + replies >= other.messages + other.answers + other.replies ? this : other;
    }

    public Traffic withMessage() {
        return new Traffic(since, messages + 1, answers, replies, sameAnswers, isOver, isTold);
    }

    public Traffic withAnswer(String words) {
        var same = new HashMap<>(sameAnswers);
        same.merge(Integer.toHexString(words.hashCode()), 1, Integer::sum);
        return new Traffic(since, messages, answers + 1, replies, same, isOver, isTold);
    }

    public Traffic withReply() {
        return new Traffic(since, messages, answers, replies + 1, sameAnswers, isOver, isTold);
    }

    public Traffic over(boolean told) {
        return new Traffic(since, messages, answers, replies, sameAnswers, true, told);
    }

    /// How often the answer that was given most was given.
    public int sameAnswersMost() {
        return sameAnswers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
