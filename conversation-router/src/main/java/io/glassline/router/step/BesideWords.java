package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// A file that came in one mail with words: the words have the one answer. It may be the letter itself, so a
/// person looks at it.
final class BesideWords implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.isMarked(Mark.BESIDE_WORDS)) {
            return Optional.empty();
        }
        var because = turn.because(
                "beside words",
                "A file came with words. The words are answered, and a person looks at the file.",
                List.of());
        return Optional.of(new ReplyBuilder(turn).waitsToBeRead(because));
    }
}
