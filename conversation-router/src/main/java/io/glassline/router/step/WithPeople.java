package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// A conversation that people have already stays with them.
final class WithPeople implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.isWithBot()) {
            return Optional.empty();
        }
        return Optional.of(new ReplyBuilder(turn)
                .staysWithPeople(
                        turn.because("with people", "People have this conversation already.", List.of()), List.of()));
    }
}
