package io.glassline.router.trial;

import io.glassline.conversation.Stage.Priority;
import io.glassline.trial.RecordedMessage;
import java.util.List;
import java.util.Locale;

/// What one recorded message comes to when it is decided again.
///
/// @param recorded the message as it is on record
/// @param active by the version that is active, under the same circumstances as by the draft
/// @param draft by the version that is tried
public record Redecision(RecordedMessage recorded, Decided active, Decided draft) {

    /// @param outcome in the words of the record
    /// @param priority of a queue; `NORMAL` for all else
    /// @param replies what the citizen would be told
    /// @param because why, in a sentence or two
    public record Decided(String outcome, Priority priority, List<String> replies, String because) {

        public Decided {
            replies = List.copyOf(replies);
        }
    }

    /// Whether the active version decides now as the record has it.
    public boolean isReproduced() {
        return active.outcome().equals(recorded.decision().outcome());
    }

    /// Whether the draft sends it elsewhere, or says something else.
    public boolean isDifferent() {
        return !active.outcome().equals(draft.outcome())
                || active.priority() != draft.priority()
                || !active.replies().equals(draft.replies());
    }

    /// Where the draft sends it; where that is no other place, what is different about it.
    public String to() {
        if (!active.outcome().equals(draft.outcome())) {
            return draft.outcome();
        }
        if (active.priority() != draft.priority()) {
            return draft.outcome() + ", " + draft.priority().name().toLowerCase(Locale.ROOT);
        }
        return active.replies().equals(draft.replies()) ? draft.outcome() : draft.outcome() + ", in other words";
    }
}
