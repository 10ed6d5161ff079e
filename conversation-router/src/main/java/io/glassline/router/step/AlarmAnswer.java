package io.glassline.router.step;

import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Gates;
import io.glassline.router.gate.Gates.Emergency;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// After an alarm, or the question whether there is an emergency: yes, it is one; or no, it was none. A
/// person still looks at what was taken back, for others may hold the telephone now. The bot goes on.
final class AlarmAnswer implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.session().alarm().filter(_ -> !isWithAgent(turn)).flatMap(alarm -> decide(turn, alarm));
    }

    private static boolean isWithAgent(TurnContext turn) {
        return turn.conversation().stage() instanceof Stage.WithAgent;
    }

    private static Optional<Route> decide(TurnContext turn, Session.Alarm alarm) {
        var gates = turn.city().gates();
        if (alarm.isAsked() && saysYes(turn, gates)) {
            return emergency(gates, alarm).map(emergency -> confirmed(turn, emergency));
        }
        return isTakenBack(turn, gates, alarm) ? Optional.of(takenBack(turn, alarm)) : Optional.empty();
    }

    private static Optional<Emergency> emergency(Gates gates, Session.Alarm alarm) {
        return gates.emergencies().stream()
                .filter(emergency -> emergency.name().equals(alarm.emergency()))
                .findFirst();
    }

    /// "Yes", and "yes she fell", too.
    private static boolean saysYes(TurnContext turn, Gates gates) {
        return turn.heard(gates.yes()).isPresent()
                || turn.heard(turn.city().dialogue().accept()).isPresent()
                || turn.normalized().words().stream()
                        .findFirst()
                        .flatMap(first -> gates.yes().in(NormalizedText.of(first)))
                        .isPresent();
    }

    private static boolean isTakenBack(TurnContext turn, Gates gates, Session.Alarm alarm) {
        if (alarm.isAsked() && turn.heard(turn.city().dialogue().decline()).isPresent()) {
            return true;
        }
        return gates.takesBack(turn.normalized(), turn.language());
    }

    private static Route confirmed(TurnContext turn, Emergency emergency) {
        return Emergencies.answer(
                turn,
                emergency,
                "The citizen was asked whether this is an emergency, and says yes.",
                new Condition("emergency: " + emergency.name(), "the citizen says yes", turn.text(), true),
                turn.language());
    }

    private static Route takenBack(TurnContext turn, Session.Alarm alarm) {
        var reply = new ReplyBuilder(turn);
        var because = turn.because(
                "alarm taken back",
                "The citizen says that there is no emergency. The bot goes on, and a person still looks.",
                List.of(new Condition("emergency: " + alarm.emergency(), "taken back", turn.text(), true)));
        var text = reply.say(Phrase.ALARM_TAKEN_BACK, turn.language());
        return new Route.Decided(
                new RoutingDecision.ToQueue(Queues.EMERGENCY, Priority.NORMAL, because),
                new Stage.Waiting(Queues.EMERGENCY, Priority.NORMAL, turn.waitingSince()),
                turn.understood().alarmed(Optional.empty()).saying(text).withBotGoingOn(true),
                turn.language(),
                List.of(reply.bySystem(text)),
                List.of());
    }
}
