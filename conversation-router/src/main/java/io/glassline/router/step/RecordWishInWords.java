package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Patterns;
import io.glassline.router.reply.RecordReplies;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// "What do you know about me?", "delete everything you have on me": told which words are acted on. A sentence may be
/// meant otherwise, and an erasure cannot be undone.
final class RecordWishInWords implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        var wishes = turn.city().gates().dataWish();
        return turn.readings().stream()
                .flatMap(said -> wishes.in(said, turn.language()).stream())
                .findFirst()
                .map(found -> told(turn, found));
    }

    private static Route told(TurnContext turn, Patterns.Hit found) {
        var because = turn.because(
                RecordReplies.KEYWORDS,
                "The citizen asks in their own words for what is known of them, or to have it erased.",
                List.of(new Condition("data-wish", found.pattern(), "found in the message", true)));
        var in = found.language();
        return turn.isSpoken()
                ? new RecordReplies(turn).byPerson(because, in)
                : new RecordReplies(turn).keywords(because, in);
    }
}
