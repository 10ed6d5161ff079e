package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// The citizen wants to hear it again: in words, or by the star key.
final class RepeatWish implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!isStar(turn) && !turn.isRepeatAsked()) {
            return Optional.empty();
        }
        var because = turn.because("repeat", "The citizen asked to hear it again.", List.of());
        var withdrawn = turn.lastAnswer().filter(turn::isWithdrawn);
        if (withdrawn.isPresent()) {
            return Optional.of(new AnswerReplies(turn).withdrawn(withdrawn.get(), because, turn.language()));
        }
        return Optional.of(turn.session()
                .lastSaid()
                .<Route>map(last -> new ReplyBuilder(turn).again(because, last))
                .orElseGet(() -> new AnswerReplies(turn).menu(because)));
    }

    /// A star alone. "*stop*" and its like are words in bold.
    private static boolean isStar(TurnContext turn) {
        return turn.raw().strip().startsWith("*") && turn.normalized().isNothing();
    }
}
