package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Refusals;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A message that may refuse messages, as "you have the wrong number" may: it is decided as any other,
/// and the citizen is told beside that how to stop, once. The ledger has a line that they were told.
///
/// Where nothing else was understood, the question is all that is said: by a phrase of the city's it is
/// what was meant. What was learnt is less sure, so there the citizen is asked for other words, too.
final class StopQuestion {

    private static final Set<Mark> NOT_TOLD = Set.of(
            Mark.AUTOMATIC,
            Mark.NO_AUTOMATIC_ANSWER,
            Mark.ANSWERED_ENOUGH,
            Mark.BESIDE_WORDS,
            Mark.SENDER_UNPROVEN,
            Mark.KEYWORD_ANSWERED_BY_PROVIDER);

    private StopQuestion() {}

    /// `route`, and the question where it is due.
    static Route beside(TurnContext turn, Route route) {
        return route instanceof Route.Decided decided && mayBeTold(turn, decided)
                ? PlainRefusal.possible(turn)
                        .<Route>map(refusal -> asked(turn, decided, refusal))
                        .orElse(route)
                : route;
    }

    private static boolean mayBeTold(TurnContext turn, Route.Decided decided) {
        return !turn.isSpoken()
                && turn.isWords()
                && !turn.isOptedOut()
                && !turn.consent().told()
                && isToBeTold(decided.decision())
                && NOT_TOLD.stream().noneMatch(turn::isMarked);
    }

    private static boolean isToBeTold(RoutingDecision decision) {
        return switch (decision) {
            case RoutingDecision.ToBot _, RoutingDecision.StaysWithPeople _ -> true;
            case RoutingDecision.ToQueue(var queue, var _, var _) -> !queue.equals(Queues.EMERGENCY);
            case RoutingDecision.Gated _, RoutingDecision.Kept _ -> false;
        };
    }

    private static Route asked(TurnContext turn, Route.Decided decided, Refusals.Hit refusal) {
        var in = refusal.language().orElse(decided.language());
        var isLost = !refusal.isLearnt()
                && decided.decision() instanceof RoutingDecision.ToBot(var with, var _)
                && with.equals(AnswerReplies.NOT_UNDERSTOOD);
        var consents = new ArrayList<>(decided.consents());
        consents.add(ConsentKeywords.line(turn, turn.consent().standing(), ConsentChange.TOLD));
        return new Route.Decided(
                withCondition(decided.decision(), refusal),
                decided.stage(),
                isLost ? turn.session() : decided.session(),
                decided.language(),
                isLost ? List.of(question(turn, in)) : withQuestion(turn, decided.replies(), in),
                consents,
                decided.submissions(),
                decided.rating(),
                Optional.empty());
    }

    private static RoutingDecision withCondition(RoutingDecision decision, Refusals.Hit refusal) {
        var before = decision.because();
        var trace = new ArrayList<>(before.trace());
        trace.add(new Condition("refusal", "the message may refuse messages", refusal.phrase(), true));
        var because = new Because(
                before.rule(),
                before.rulesVersion(),
                before.words() + " It may also be a refusal, so the citizen is told once how to stop all messages.",
                trace);
        return switch (decision) {
            case RoutingDecision.ToBot(var with, var _) -> new RoutingDecision.ToBot(with, because);
            case RoutingDecision.ToQueue(var queue, var priority, var _) ->
                new RoutingDecision.ToQueue(queue, priority, because);
            case RoutingDecision.StaysWithPeople _ -> new RoutingDecision.StaysWithPeople(because);
            case RoutingDecision.Gated(var gate, var _) -> new RoutingDecision.Gated(gate, because);
            case RoutingDecision.Kept _ -> new RoutingDecision.Kept(because);
        };
    }

    /// Before the words of the first reply, so that a list of choices stays where it can be chosen from.
    private static List<Reply> withQuestion(TurnContext turn, List<Reply> replies, Locale in) {
        if (replies.isEmpty()) {
            return List.of(question(turn, in));
        }
        var first = replies.getFirst();
        var all = new ArrayList<>(replies);
        var text = new ReplyBuilder(turn).say(Phrase.STOP_QUESTION, in) + "\n\n" + first.text();
        all.set(0, new Reply(first.author(), text, first.offers(), first.despiteOptOut()));
        return all;
    }

    private static Reply question(TurnContext turn, Locale in) {
        return new ReplyBuilder(turn).bySystem(new ReplyBuilder(turn).say(Phrase.STOP_QUESTION, in));
    }
}
