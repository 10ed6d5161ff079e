package io.glassline.trial;

import io.glassline.config.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Recorded messages, decided again by another version, as far as it has come.
///
/// @param total how many messages there are; what is decided so far is `messages` and `erased` together
/// @param messages how many were decided again
/// @param different how many would go elsewhere, or get another answer
/// @param notReproduced how many of the decided ones the active version decides otherwise than the record has it: for
///     its rules have changed since, or the record does not tell all that was known then. What such a message would
///     go to is compared with what the active version decides now
/// @param erased how many have no words any more, and are not guessed about
/// @param left how long it will still take; empty before that can be told
/// @param byOutcome what would go where instead, the most frequent first
/// @param load what each queue would get, and gets, by hour of the day
/// @param examples some of what would be different
/// @param failed why it ended early; empty where it did not
public record Replay(
        String id,
        VersionId draft,
        Duration back,
        Instant begunAt,
        State state,
        long total,
        long messages,
        long different,
        long notReproduced,
        long erased,
        Optional<Duration> left,
        List<Move> byOutcome,
        List<Load> load,
        List<Example> examples,
        Optional<String> failed) {

    public Replay {
        byOutcome = List.copyOf(byOutcome);
        load = List.copyOf(load);
        examples = List.copyOf(examples);
    }

    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /// @param from the outcome by the active version, such as `bot:trash-day`
    /// @param to the outcome by the draft; where only the words or the priority differ, it says so
    ///     behind the outcome
    public record Move(String from, String to, long count) {}

    /// @param hour of the city's day, from 0 to 23
    /// @param now how many messages the queue got in that hour, over all days
    /// @param then how many it would get
    public record Load(String queue, int hour, long now, long then) {}

    /// A replay keeps no words: they are read from the record when somebody looks who may.
    ///
    /// @param message the citizen's, by its id
    /// @param words what the citizen wrote; empty for who may not read it, and where it was erased
    public record Example(
            String message,
            String conversation,
            Instant at,
            String channel,
            String from,
            String to,
            String because,
            Optional<String> words) {

        public Example with(Optional<String> words) {
            return new Example(message, conversation, at, channel, from, to, because, words);
        }
    }

    public Replay with(List<Example> examples) {
        return new Replay(
                id,
                draft,
                back,
                begunAt,
                state,
                total,
                messages,
                different,
                notReproduced,
                erased,
                left,
                byOutcome,
                load,
                examples,
                failed);
    }

    /// The same, ended early.
    public Replay failing(String because) {
        return new Replay(
                id,
                draft,
                back,
                begunAt,
                State.FAILED,
                total,
                messages,
                different,
                notReproduced,
                erased,
                Optional.empty(),
                byOutcome,
                load,
                examples,
                Optional.of(because));
    }

    public boolean isOver() {
        return switch (state) {
            case WAITING, RUNNING -> false;
            case DONE, FAILED -> true;
        };
    }
}
