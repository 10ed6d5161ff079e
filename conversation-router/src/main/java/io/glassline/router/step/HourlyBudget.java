package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Flood;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whoever writes more within an hour than anyone needs to is told once, and then the bot is silent until
/// the hour is over. What they write is kept and shown. Who asks for a person gets one.
final class HourlyBudget implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.situation()
                .flood()
                .map(flood -> new PersonWish().decide(turn).orElseGet(() -> decide(turn, flood)));
    }

    private static Route decide(TurnContext turn, Flood flood) {
        var reply = new ReplyBuilder(turn);
        if (flood.isTold()) {
            return reply.kept(Flood.GATE, flood.because() + " It is kept, and not answered.");
        }
        var cityTime = turn.situation().cityTime();
        var until = flood.until().atZone(cityTime.getZone());
        var phrases = turn.city().phrases();
        var words = phrases.say(
                Phrase.TOO_MANY_MESSAGES,
                turn.language(),
                Map.of("opens", phrases.opens(until, cityTime, turn.language())));
        return new Route.Decided(
                new RoutingDecision.Gated(
                        Flood.GATE, turn.because(Flood.GATE, flood.because() + " They are told so once.", List.of())),
                turn.conversation().stage(),
                turn.session(),
                turn.language(),
                List.of(reply.bySystem(words)),
                List.of());
    }
}
