package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// A mail that came through a list or a form, or that asks for no automatic answer, may hold a person's
/// words; so may one that comes after two automatic answers within the hour and brings nothing new. No
/// machine answers it, so a person reads it.
final class OnlyPeopleAnswer implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.isMarked(Mark.ANSWERED_ENOUGH)) {
            return Optional.of(toPeople(
                    turn,
                    "This address was answered twice within the hour by a machine, and brings nothing new, so a person"
                            + " reads it."));
        }
        return turn.isMarked(Mark.NO_AUTOMATIC_ANSWER)
                ? Optional.of(toPeople(turn, "This mail is not to be answered by a machine, so a person reads it."))
                : Optional.empty();
    }

    private static Route toPeople(TurnContext turn, String why) {
        var because = turn.because("only people answer", why, List.of());
        return new ReplyBuilder(turn)
                .toQueue(
                        Queues.GENERAL,
                        Priority.NORMAL,
                        because,
                        List.of(),
                        turn.session().withBotGoingOn(false),
                        turn.language());
    }
}
