package io.glassline.router.trial;

import io.glassline.conversation.Stage.Priority;
import io.glassline.routing.Reply;
import io.glassline.routing.RoutingDecision;
import java.util.List;
import java.util.Locale;

/// What the active version and a draft decide about one message under the same circumstances.
public record Comparison(Decided active, Decided draft) {

    /// @param outcome in the words of the record
    /// @param priority of a queue; `NORMAL` for all else
    /// @param replies what the citizen would be told
    /// @param because why, in a sentence or two
    public record Decided(String outcome, Priority priority, List<String> replies, String because) {

        public Decided {
            replies = List.copyOf(replies);
        }

        static Decided of(RoutingDecision decision, List<Reply> replies) {
            return new Decided(
                    decision.outcome(),
                    decision instanceof RoutingDecision.ToQueue(var _, var urgency, var _) ? urgency : Priority.NORMAL,
                    replies.stream().map(Reply::text).toList(),
                    decision.because().words());
        }

        /// A form that would ask another system now. No look-up is made.
        static Decided needing(String form, String lookup) {
            return new Decided(
                    "bot:" + form,
                    Priority.NORMAL,
                    List.of(),
                    "The form asks the city's system \"%s\".".formatted(lookup));
        }
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
