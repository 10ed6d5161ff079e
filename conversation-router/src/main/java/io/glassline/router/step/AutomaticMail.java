package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.Optional;

/// Mail that a machine wrote is nobody's consent and nobody's emergency. It is kept and not answered.
final class AutomaticMail implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.isMarked(Mark.AUTOMATIC)
                ? Optional.of(new ReplyBuilder(turn)
                        .kept("automatic mail", "A machine wrote this mail. Machines get no answer."))
                : Optional.empty();
    }
}
