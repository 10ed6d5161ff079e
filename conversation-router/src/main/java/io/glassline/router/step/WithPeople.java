package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A conversation that an agent has, or in which an alarm was raised, stays with people. One that only waits for them
/// goes on through the steps below, and the bot answers what it is sure of.
final class WithPeople implements RoutingStep {

    /// Of these no machine answers, or the words beside them are answered.
    private static final Set<Mark> ONLY_PEOPLE =
            Set.of(Mark.NO_AUTOMATIC_ANSWER, Mark.ANSWERED_ENOUGH, Mark.BESIDE_WORDS);

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.isWithPeople() || turn.isWithBot() && !isOnlyForPeople(turn)) {
            return Optional.empty();
        }
        return Optional.of(new ReplyBuilder(turn)
                .staysWithPeople(
                        turn.because("with people", "People have this conversation already.", List.of()), List.of()));
    }

    private static boolean isOnlyForPeople(TurnContext turn) {
        return turn.situation().flood().isPresent() || ONLY_PEOPLE.stream().anyMatch(turn::isMarked);
    }
}
