package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.Optional;

/// Someone who said STOP is sent nothing. Someone who calls is answered: it is writing to them that they stopped.
final class OptedOut implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.isOptedOut() && !turn.isSpoken()
                ? Optional.of(new ReplyBuilder(turn)
                        .kept("opted out", "This citizen said STOP. The message is kept, and nothing is sent."))
                : Optional.empty();
    }
}
