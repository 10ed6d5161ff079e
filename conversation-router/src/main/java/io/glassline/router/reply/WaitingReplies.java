package io.glassline.router.reply;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The replies to a citizen who waits for a person.
public record WaitingReplies(TurnContext turn, ReplyBuilder reply) {

    public WaitingReplies(TurnContext turn) {
        this(turn, new ReplyBuilder(turn));
    }

    /// Added to what people will read. Outside their hours the citizen is told so, once, and what number is for now.
    public Route.Decided added(Because because) {
        if (turn.conversation().stage() instanceof Stage.Waiting(var queue, var _, var _)
                && !turn.session().toldOfWait()) {
            var in = turn.language();
            var closed = reply.closedUntil(queue, in);
            if (closed.isPresent()) {
                var places = Map.of("queue", reply.title(queue, in), "opens", closed.get());
                return stays(
                        because,
                        reply.say(Phrase.ADDED_CLOSED, in, places),
                        turn.session().tellingOfWait(true));
            }
        }
        return reply.staysWithPeople(because, List.of());
    }

    /// Who will answer, and when.
    public Route.Decided stillInLine(Because because) {
        return turn.conversation().stage() instanceof Stage.Waiting(var queue, var _, var _)
                ? stays(because, reply.whoAnswers(queue, turn.language()), turn.session())
                : reply.staysWithPeople(because, List.of());
    }

    /// The bot says `text`, and people keep the conversation.
    public Route.Decided says(Because because, String text) {
        return stays(because, text, turn.understood());
    }

    private Route.Decided stays(Because because, String text, Session next) {
        return new Route.Decided(
                new RoutingDecision.StaysWithPeople(because),
                turn.conversation().stage(),
                next,
                turn.language(),
                List.of(reply.byBot(text, List.of())),
                List.of());
    }

    /// The citizen no longer wants a person, and the bot has the conversation again.
    public Route.Decided leaves(Because because, Locale in) {
        var text = reply.say(Phrase.LEFT_QUEUE, in);
        return new Route.Decided(
                new RoutingDecision.ToBot("left-queue", because),
                new Stage.WithBot(),
                turn.understood().disclosing().saying(text).tellingOfWait(false),
                in,
                List.of(reply.byBot(text, List.of())),
                List.of());
    }

    // On the phone

    /// To a caller who waits: `text`, and `waits` says how the call goes on. The conversation stays where it waits.
    public Route.Decided held(Because because, String text, Waits waits, int misses) {
        var next = misses == 0 ? turn.understood() : turn.session().missing(List.of(), misses, turn.now());
        return stays(because, text, next.disclosing().saying(text).waiting(waits));
    }

    /// To a caller who wants no more of the bot: in line for a person, with `text` said last.
    public Route.Decided inLine(QueueId queue, Because because, String text, Waits waits) {
        var next = turn.understood()
                .disclosing()
                .saying(text)
                .withBotGoingOn(false)
                .waiting(waits);
        return reply.toQueue(
                queue, Priority.NORMAL, because, List.of(reply.byBot(text, List.of())), next, turn.language());
    }
}
