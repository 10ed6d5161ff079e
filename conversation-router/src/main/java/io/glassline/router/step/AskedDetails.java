package io.glassline.router.step;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.FollowUps.Kind;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.DetailReplies;
import io.glassline.router.rule.Rule;
import io.glassline.routing.Route;
import java.util.Optional;

/// The last answer asked the citizen for something (`asks-for`), and this is it: the street, a picture, a
/// place. It goes to the office of that answer.
final class AskedDetails implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.lastAnswer()
                .filter(answer ->
                        !answer.asksFor().isEmpty() && turn.session().openFlow().isEmpty())
                .filter(answer -> isPlainFor(turn) && isDetail(turn, answer))
                .map(answer -> new DetailReplies(turn).passedOn(answer, queue(turn, answer)));
    }

    /// What the city has a rule for of its own goes where the rule says.
    private static boolean isPlainFor(TurnContext turn) {
        return switch (turn.ruling().action()) {
            case Rule.Action.ToBot _ -> true;
            case Rule.Action.ToQueue(var _, var priority, var _) -> !turn.isWords() && priority == Priority.NORMAL;
            case Rule.Action.ToFlow _, Rule.Action.ToJurisdiction _, Rule.Action.Stop _ -> false;
        };
    }

    private static boolean isDetail(TurnContext turn, Answer answer) {
        return switch (turn.content()) {
            case Content.Text _ -> isDetailInWords(turn, answer);
            case Content.Place _ -> true;
            case Content.Media _ -> turn.normalized().isNothing() || isNoOtherMatter(turn, answer);
            case Content.Choice _,
                    Content.Keys _,
                    Content.Call _,
                    Content.Template _,
                    Content.Unsupported _,
                    Signal _ -> false;
        };
    }

    private static boolean isNoOtherMatter(TurnContext turn, Answer answer) {
        return !(turn.match(turn.language()) instanceof Match.Sure(var other, var _)) || other.equals(answer);
    }

    private static boolean isDetailInWords(TurnContext turn, Answer answer) {
        var dialogue = turn.city().dialogue();
        var said = turn.normalized();
        if (said.isNothing() || SmallTalk.isAny(turn) || turn.isQuestion()) {
            return false;
        }
        var looksIt = answer.asksFor().stream().anyMatch(detail -> dialogue.looksLike(detail, said.text()));
        return switch (turn.match(turn.language())) {
            case Match.Sure(var other, var _) -> looksIt && other.equals(answer);
            case Match.Unsure _ -> looksIt;
            case Match.Nothing _ ->
                looksIt || dialogue.followUps().kind(said) != Kind.BARE && !dialogue.isAbuse(said.text());
        };
    }

    /// A conversation waits in one queue. What waited in the general one to be looked at is of this matter, too.
    private static QueueId queue(TurnContext turn, Answer answer) {
        var own = turn.city().queues().forTopic(Optional.of(answer.topic()), turn.language());
        return turn.conversation().stage() instanceof Stage.Waiting(var queue, var _, var _)
                        && !queue.equals(Queues.GENERAL)
                ? queue
                : own;
    }
}
