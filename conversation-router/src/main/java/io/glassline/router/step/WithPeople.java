package io.glassline.router.step;

import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// A conversation that people have already stays with them. A caller is told that they still hold the line.
final class WithPeople implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.isWithBot()) {
            return Optional.empty();
        }
        var reply = new ReplyBuilder(turn);
        var replies = turn.content() instanceof Content.Call
                ? List.of(reply.fixed(Phrase.CALL_STILL_HOLDING, turn.language()))
                : List.<Reply>of();
        return Optional.of(reply.staysWithPeople(
                turn.because("with people", "People have this conversation already.", List.of()), replies));
    }
}
