package io.glassline.router.step;

import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.Chitchat;
import io.glassline.router.reply.WaitingReplies;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// Whoever waits for a person and no longer wants one: "never mind", "menu". What is urgent stays with people, and so
/// does what only waits to be looked at.
final class LeaveQueue implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.waitsForPeople() || !isOrdinary(turn) || !turn.isWords() || !isLeaving(turn)) {
            return Optional.empty();
        }
        var because = turn.because(
                "left queue", "The citizen waited for a person and no longer wants one. The bot goes on.", List.of());
        return Optional.of(new WaitingReplies(turn).leaves(because, turn.language()));
    }

    private static boolean isOrdinary(TurnContext turn) {
        return turn.conversation().stage() instanceof Stage.Waiting waiting && waiting.priority() == Priority.NORMAL;
    }

    private static boolean isLeaving(TurnContext turn) {
        return turn.heard(turn.city().gates().menu()).isPresent()
                || turn.says(turn.city().dialogue().chitchat(Chitchat.NEVER_MIND));
    }
}
