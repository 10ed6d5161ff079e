package io.glassline.router.step;

import io.glassline.conversation.Session;
import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Alarm;
import io.glassline.router.gate.Gates.Emergency;
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

/// Words that tell of an emergency get fixed words, and the duty desk is told. Who waits there already keeps their
/// place. The bot goes on: silence is the last thing that somebody in need should hear.
final class Emergencies implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.alarm().filter(Alarm::isCertain).map(alarm -> answer(turn, alarm));
    }

    private static Route answer(TurnContext turn, Alarm alarm) {
        var found = new Condition(ruleOf(alarm.emergency()), alarm.found(), "found in the message", true);
        return answer(
                turn,
                alarm.emergency(),
                "The words point to an emergency. Fixed words are said, and people are told at once.",
                found,
                alarm.language()); // its own language was tried first
    }

    static Route answer(TurnContext turn, Emergency emergency, String why, Condition found, Locale in) {
        var because = turn.because(ruleOf(emergency), why, List.of(found));
        var next = turn.isSpoken() ? turn.understood().waiting(Waits.LET_GO) : turn.understood();
        return new Route.Decided(
                new RoutingDecision.ToQueue(Queues.EMERGENCY, Priority.EMERGENCY, because),
                stage(turn),
                next.alarmed(Optional.of(new Session.Alarm(emergency.name(), false)))
                        .withBotGoingOn(true),
                in,
                replies(turn, emergency, in),
                List.of());
    }

    private static String ruleOf(Emergency emergency) {
        return "emergency: " + emergency.name();
    }

    /// Who is on the phone must be able to dial, so the call ends.
    private static List<Reply> replies(TurnContext turn, Emergency emergency, Locale in) {
        var reply = new ReplyBuilder(turn);
        var told = reply.fixed(emergency.says(), in);
        return turn.isSpoken() ? List.of(told, reply.fixed(Phrase.CALL_EMERGENCY_ENDS, in)) : List.of(told);
    }

    static Stage stage(TurnContext turn) {
        return turn.conversation().stage() instanceof Stage.Waiting waiting
                        && waiting.queue().equals(Queues.EMERGENCY)
                        && waiting.priority() == Priority.EMERGENCY
                ? waiting
                : new Stage.Waiting(Queues.EMERGENCY, Priority.EMERGENCY, turn.now());
    }
}
