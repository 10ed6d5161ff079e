package io.glassline.router.step;

import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import java.util.Set;
import java.util.function.Function;

/// Several messages within seconds are one question. One that the bot makes no sense of waits a moment for more
/// words; when they come, it is read together with them, unless they are a matter of their own.
final class MoreWords {

    /// What the bot says when it does not know.
    private static final Set<String> NO_SENSE =
            Set.of(AnswerReplies.NOT_UNDERSTOOD, AnswerReplies.CHOICES, AnswerReplies.ABOUT_WHAT);

    /// "ok so", "quick question": so few words before a message that is understood are no question of their own.
    private static final int PREAMBLE_WORDS_MAX = 3;

    private MoreWords() {}

    /// `route` is what was decided about the message alone.
    ///
    /// @param router decides about the next message, and about both together
    static Route orWait(TurnContext turn, Route route, Function<TurnContext, Route> router) {
        if (!(route instanceof Route.Decided decided) || !isNoSense(turn, decided)) {
            return route;
        }
        var burst = turn.situation().burst();
        if (burst.next().isPresent()) {
            var isOneQuestion = isOneQuestion(
                    turn,
                    router.apply(turn.of(burst.next().get())),
                    router.apply(turn.togetherWith(burst.next().get())));
            return isOneQuestion ? new Route.WithNext(goesWithNext(decided)) : route;
        }
        return burst.until().<Route>map(Route.Waits::new).orElse(route);
    }

    /// The bot, asked about words, found no answer that it is sure of.
    private static boolean isNoSense(TurnContext turn, Route.Decided decided) {
        return turn.content() instanceof Content.Text
                && (asksKnowledge(decided, false) || namesNoMatter(decided))
                && switch (decided.decision()) {
                    case RoutingDecision.ToBot(var with, var _) -> NO_SENSE.contains(with);
                    case RoutingDecision.ToQueue(var queue, var _, var _) -> !queue.equals(Queues.EMERGENCY);
                    case RoutingDecision.StaysWithPeople _, RoutingDecision.Gated _, RoutingDecision.Kept _ -> false;
                };
    }

    /// The bot, which had nothing to go on with, asked what it is about.
    private static boolean namesNoMatter(Route.Decided decided) {
        return decided.decision() instanceof RoutingDecision.ToBot(var with, var _)
                && with.equals(AnswerReplies.ABOUT_WHAT);
    }

    private static boolean asksKnowledge(Route.Decided decided, boolean isSure) {
        return decided.decision().because().trace().stream()
                .anyMatch(condition -> condition.rule().equals("knowledge") && condition.held() == isSure);
    }

    /// @param alone what the next message comes to by itself
    /// @param together what both come to
    private static boolean isOneQuestion(TurnContext turn, Route alone, Route together) {
        if (together instanceof Route.Needs && alone instanceof Route.Decided next) {
            return asksKnowledge(next, true); // a form looks up what the first words told
        }
        if (!(alone instanceof Route.Decided next) || !(together instanceof Route.Decided both)) {
            return false;
        }
        if (isNoSense(turn, next)) {
            return true;
        }
        return switch (next.decision()) {
            case RoutingDecision.ToQueue _ -> true; // people read all of it
            case RoutingDecision.ToBot _ ->
                asksKnowledge(next, true)
                        && !isNoSense(turn, both)
                        && (!both.decision().outcome().equals(next.decision().outcome()) || isBeginning(turn));
            case RoutingDecision.StaysWithPeople _, RoutingDecision.Gated _, RoutingDecision.Kept _ -> false;
        };
    }

    /// Not a question that would be lost behind the next one.
    private static boolean isBeginning(TurnContext turn) {
        return turn.normalized().words().size() <= PREAMBLE_WORDS_MAX
                || turn.city()
                        .dialogue()
                        .breaksOff(turn.raw(), turn.normalized().text());
    }

    private static RoutingDecision goesWithNext(Route.Decided alone) {
        var because = alone.decision().because();
        return new RoutingDecision.Kept(new Because(
                "more words",
                because.rulesVersion(),
                "It makes no sense alone, and more words came within seconds. It is read and answered together with the"
                        + " next message.",
                because.trace()));
    }
}
