package io.glassline.router.step;

import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// A call starts afresh, with the greeting and the menu: nobody remembers a menu from yesterday.
final class CallStart implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!(turn.content() instanceof Content.Call)) {
            return Optional.empty();
        }
        var reply = new ReplyBuilder(turn);
        return Optional.of(reply.callMenu(
                "greeting",
                turn.because("call", "A call has begun.", List.of()),
                reply.say(Phrase.CALL_GREETING, turn.language()) + " ",
                turn.language()));
    }
}
