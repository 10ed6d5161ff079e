package io.glassline.router.step;

import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.reply.LookReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.reply.WaitingReplies;
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
            case Rule.Action.ToQueue(var _, var priority, var _)
            when isInLine(turn, priority) ->
                Optional.of(new WaitingReplies(turn).added(turn.because(ruling, "People were asked already.")));
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

    /// Whoever waits for people moves for what is more urgent, and for nothing else.
    private static boolean isInLine(TurnContext turn, Priority priority) {
        return turn.waitsForPeople()
                && turn.conversation().stage() instanceof Stage.Waiting waiting
                && waiting.priority().compareTo(priority) <= 0;
    }
}
