package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.PersonReplies;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// "Never mind, call me back": on the phone the caller stands in line and the line is freed; elsewhere it is a wish for
/// a person.
final class CallBackWish implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.heard(turn.city().gates().callBack()).isEmpty()) {
            return Optional.empty();
        }
        var person = new PersonReplies(turn);
        return Optional.of(
                turn.isSpoken()
                        ? person.calledBack()
                        : person.wanted("The citizen wants to be called.", List.of(), turn.language()));
    }
}
