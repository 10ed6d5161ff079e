package io.glassline.router.step;

import io.glassline.conversation.Session;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.EmergencyWords;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.InterpreterReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// Words of danger in a language the city does not answer in: whom to call, in the city's first language
/// and in the citizen's, and the duty desk is told. On the phone they are not recognised. The bot goes on,
/// and the alarm can be taken back, as any other.
final class OtherEmergencies implements RoutingStep {

    private static final String RULE = "emergency in another language";

    /// What the alarm is called: which kind it is, a few words do not tell.
    private static final String NAME = "in another language";

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.isSpoken()
                ? Optional.empty()
                : turn.city().gates().emergencyWords().in(turn.text()).map(hit -> answer(turn, hit));
    }

    private static Route answer(TurnContext turn, EmergencyWords.Hit hit) {
        var because = turn.because(
                RULE,
                "The words point to an emergency. Nothing but fixed words is said, and people are told at once.",
                List.of(new Condition(RULE, hit.words(), "found in the message", true)));
        var reply = new ReplyBuilder(turn);
        return new Route.Decided(
                new RoutingDecision.ToQueue(Queues.EMERGENCY, Priority.EMERGENCY, because),
                Emergencies.stage(turn),
                turn.understood()
                        .alarmed(Optional.of(new Session.Alarm(NAME, false)))
                        .withBotGoingOn(true),
                hit.language(),
                List.of(
                        reply.fixed(Phrase.EMERGENCY_DANGER, turn.city().firstLanguage()),
                        new InterpreterReplies(turn).fixed(hit.language())),
                List.of());
    }
}
