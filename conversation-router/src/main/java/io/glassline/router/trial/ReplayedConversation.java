package io.glassline.router.trial;

import io.glassline.routing.RoutingDecision;
import io.glassline.trial.RecordedMessage;
import java.time.Duration;
import java.util.Optional;

/// A recorded conversation, decided again message by message: by the version that is active and by a draft, each with
/// the session that it would have come to itself. What people did is as on record: a message that stayed with an agent
/// stays with one. So whatever the record does not tell is alike for both, and their difference is the draft's.
///
/// It belongs to one thread.
public final class ReplayedConversation {

    /// A conversation that began so long before the first message that is read had gone on for a while.
    private static final Duration BEGUN_BEFORE = Duration.ofMinutes(1);

    private final ReplayedSide active;
    private final ReplayedSide draft;

    public ReplayedConversation(DecidingVersion active, DecidingVersion draft, RecordedMessage first) {
        var isContinued = first.conversation().openedAt().plus(BEGUN_BEFORE).isBefore(first.at());
        this.active = new ReplayedSide(active, first, isContinued);
        this.draft = new ReplayedSide(draft, first, isContinued);
    }

    /// Decides about the next message; empty for one without words.
    ///
    /// @param following the one after it in the same conversation, for people send one question in pieces
    public Optional<Redecision> next(RecordedMessage message, Optional<RecordedMessage> following) {
        if (message.inbound().isEmpty()) {
            active.pass(message);
            draft.pass(message);
            return Optional.empty();
        }
        var after = following.flatMap(RecordedMessage::inbound);
        var inbound = message.inbound().get();
        var now = active.decide(message, inbound, after, false);
        var isWithPeople = message.decision() instanceof RoutingDecision.StaysWithPeople
                && !now.decided().outcome().equals(message.decision().outcome());
        var asActive = isWithPeople ? active.decide(message, inbound, after, true) : now;
        var asDraft = draft.decide(message, inbound, after, isWithPeople);
        active.goOn(asActive);
        draft.goOn(asDraft);
        return Optional.of(new Redecision(message, new Comparison(asActive.decided(), asDraft.decided())));
    }
}
