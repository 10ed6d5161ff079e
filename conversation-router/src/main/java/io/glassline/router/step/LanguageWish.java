package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Keywords;
import io.glassline.router.reply.LanguageReplies;
import io.glassline.routing.Route;
import java.util.Optional;

/// The citizen wants another language, and says so with a word of it: "español".
final class LanguageWish implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.heard(turn.city().gates().language())
                .flatMap(Keywords.Hit::language)
                .map(new LanguageReplies(turn)::change);
    }
}
