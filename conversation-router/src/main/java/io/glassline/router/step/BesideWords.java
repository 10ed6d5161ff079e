package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.Optional;

/// A file that came in one mail with words is kept beside them. The words have the one answer.
final class BesideWords implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.isMarked(Mark.BESIDE_WORDS)
                ? Optional.of(new ReplyBuilder(turn)
                        .kept("beside words", "A file came with words, and the words are answered."))
                : Optional.empty();
    }
}
