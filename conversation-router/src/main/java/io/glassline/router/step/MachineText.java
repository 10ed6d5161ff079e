package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Patterns;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// What a phone, a carrier or another robot writes by itself, such as "I'm driving with Do Not
/// Disturb". It is kept and shown, and not answered. With people it is theirs to read.
final class MachineText implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.isSpoken() || !turn.isWords() || !turn.isWithBot()
                ? Optional.empty()
                : turn.city()
                        .gates()
                        .machine()
                        .in(turn.normalized(), turn.language())
                        .map(found -> kept(turn, found));
    }

    private static Route kept(TurnContext turn, Patterns.Hit found) {
        return new ReplyBuilder(turn)
                .kept(turn.because(
                        "machine text",
                        "A phone or a robot wrote this by itself. Machines get no answer.",
                        List.of(new Condition("machine", found.pattern(), "found in the message", true))));
    }
}
