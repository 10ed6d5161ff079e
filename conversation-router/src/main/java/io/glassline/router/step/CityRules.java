package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.reply.LookReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.rule.Rule;
import io.glassline.routing.Route;
import java.util.Optional;

/// `routing.yml`, from the top: the first rule that holds decides. Where it sends to the bot, the next step does.
final class CityRules implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        var ruling = turn.ruling();
        var reply = new ReplyBuilder(turn);
        var flows = new FlowReplies(turn, reply);
        return switch (ruling.action()) {
            case Rule.Action.ToQueue(var queue, var priority, var says)
            when !turn.isWords() ->
                Optional.of(new LookReplies(turn).look(queue, priority, turn.because(ruling), says));
            case Rule.Action.ToQueue(var queue, var priority, var says) ->
                Optional.of(reply.handsOver(
                        queue,
                        priority,
                        turn.because(ruling),
                        says.map(phrase -> reply.say(phrase, turn.language())),
                        turn.language()));
            case Rule.Action.ToFlow(var name) ->
                flows.find(name).map(flow -> flows.begin(flow, turn.because(ruling), turn.text()));
            case Rule.Action.ToBot _ -> Optional.empty();
        };
    }
}
