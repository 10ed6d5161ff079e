package io.glassline.router.step;

import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Gates;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Words that point to an emergency get fixed words, and the duty desk is told. Who waits there already keeps their
/// place.
final class Emergencies implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.city().gates().alarm(turn.normalized(), turn.language()).map(alarm -> answer(turn, alarm));
    }

    private static Route answer(TurnContext turn, Gates.Alarm alarm) {
        var name = "emergency: " + alarm.emergency().name();
        var because = turn.because(
                name,
                "The words point to an emergency. Nothing but fixed words is said, and people are told at once.",
                List.of(new Condition(name, alarm.hit().pattern(), "found in the message", true)));
        var in = alarm.hit().language(); // its own language was tried first
        return new Route.Decided(
                new RoutingDecision.ToQueue(Queues.EMERGENCY, Priority.EMERGENCY, because),
                stage(turn),
                (turn.isSpoken() ? turn.understood().waiting(Waits.LET_GO) : turn.understood()).withBotGoingOn(false),
                in,
                replies(turn, alarm, in),
                List.of());
    }

    /// Who is on the phone must be able to dial, so the call ends.
    private static List<Reply> replies(TurnContext turn, Gates.Alarm alarm, Locale in) {
        var reply = new ReplyBuilder(turn);
        var told = reply.fixed(alarm.emergency().says(), in);
        return turn.isSpoken() ? List.of(told, reply.fixed(Phrase.CALL_EMERGENCY_ENDS, in)) : List.of(told);
    }

    private static Stage stage(TurnContext turn) {
        return turn.conversation().stage() instanceof Stage.Waiting waiting
                        && waiting.queue().equals(Queues.EMERGENCY)
                ? waiting
                : new Stage.Waiting(Queues.EMERGENCY, Priority.EMERGENCY, turn.now());
    }
}
