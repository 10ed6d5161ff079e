package io.glassline.router.step;

import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.reply.LookReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.reply.WaitingReplies;
import io.glassline.router.rule.Jurisdiction;
import io.glassline.router.rule.Rule;
import io.glassline.router.rule.Rules.Ruling;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// `routing.yml`, from the top: the first rule that holds decides. Where it sends to the bot, the next step does.
final class CityRules implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        var ruling = turn.ruled();
        return switch (ruling.action()) {
            case Rule.Action.ToQueue toQueue -> Optional.of(toQueue(turn, ruling, toQueue));
            case Rule.Action.ToFlow(var name) -> {
                var flows = new FlowReplies(turn, new ReplyBuilder(turn));
                yield flows.find(name).map(flow -> flows.begin(flow, turn.because(ruling), turn.text()));
            }
            case Rule.Action.ToBot _ -> Optional.empty();
            case Rule.Action.ToJurisdiction(var jurisdiction) -> Optional.of(toOther(turn, ruling, jurisdiction));
            case Rule.Action.Stop(var reason) ->
                Optional.of(new ReplyBuilder(turn).kept(turn.because(ruling, "Nothing is said: " + reason)));
        };
    }

    private static Route toQueue(TurnContext turn, Ruling ruling, Rule.Action.ToQueue then) {
        var because = then.skills().isEmpty()
                ? turn.because(ruling)
                : turn.because(ruling, "It needs: " + String.join(", ", then.skills()) + ".");
        if (!turn.isWords()) {
            return new LookReplies(turn).look(then.queue(), then.priority(), because, ruling.says());
        }
        if (isInLine(turn, then.priority())) {
            return new WaitingReplies(turn).added(turn.because(ruling, "People were asked already."));
        }
        var reply = new ReplyBuilder(turn);
        return reply.handsOver(
                then.queue(), then.priority(), because, reply.say(ruling.says(), turn.language()), turn.language());
    }

    /// Whoever waits for people moves for what is more urgent, and for nothing else.
    private static boolean isInLine(TurnContext turn, Priority priority) {
        return turn.waitsForPeople()
                && turn.conversation().stage() instanceof Stage.Waiting waiting
                && waiting.priority().compareTo(priority) <= 0;
    }

    /// The matter is another government's. Whoever waits for a person about something else goes on waiting.
    private static Route toOther(TurnContext turn, Ruling ruling, Jurisdiction jurisdiction) {
        var in = turn.language();
        var because = turn.because(ruling, "This is for " + jurisdiction.title().in(in) + ".");
        var text = turn.city().phrases().withFacts(jurisdiction.tells().in(in));
        return new ReplyBuilder(turn)
                .bot("jurisdiction-" + jurisdiction.name(), because, text, List.of(), turn.understood(), in);
    }
}
