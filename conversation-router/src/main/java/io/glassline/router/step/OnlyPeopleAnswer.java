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
/// words. No machine answers it, so a person reads it.
final class OnlyPeopleAnswer implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.isMarked(Mark.NO_AUTOMATIC_ANSWER)) {
            return Optional.empty();
        }
        var because = turn.because(
                "only people answer", "This mail is not to be answered by a machine, so a person reads it.", List.of());
        return Optional.of(new ReplyBuilder(turn)
                .toQueue(
                        Queues.GENERAL,
                        Priority.NORMAL,
                        because,
                        List.of(),
                        turn.session().withBotGoingOn(false),
                        turn.language()));
    }
}
