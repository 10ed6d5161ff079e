package io.glassline.router.step;

import io.glassline.message.Author;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.rule.Rule;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What rules do besides deciding: the conversation is marked with their tags and with the skills it needs, and what
/// they say is said before the answer. Only where the rules were what the message came to.
final class RuleEffects {

    private RuleEffects() {}

    static Route on(TurnContext turn, Route route) {
        return turn.isRuled() && route instanceof Route.Decided decided ? on(turn, decided) : route;
    }

    private static Route on(TurnContext turn, Route.Decided decided) {
        var ruling = turn.ruling();
        var tags = new TreeSet<>(ruling.tags());
        if (ruling.action() instanceof Rule.Action.ToQueue(var _, var _, var skills)) {
            skills.forEach(skill -> tags.add("skill:" + skill));
        }
        return new Route.Decided(
                decided.decision(),
                decided.stage(),
                decided.session().tagged(tags),
                decided.language(),
                Stream.concat(said(turn, decided).stream(), decided.replies().stream())
                        .toList(),
                decided.consents(),
                decided.submissions(),
                decided.rating(),
                decided.approved());
    }

    /// A hand-over to people says it itself, in one message with who will answer.
    private static List<Reply> said(TurnContext turn, Route.Decided decided) {
        var isSaid = turn.ruling().action() instanceof Rule.Action.ToQueue
                || decided.decision() instanceof RoutingDecision.Kept;
        return isSaid
                ? List.of()
                : new ReplyBuilder(turn)
                                .say(turn.ruling().says(), turn.language())
                                .map(text -> new Reply(new Author.Bot(turn.botVersion()), text, List.of(), false))
                                .stream()
                                .toList();
    }
}
