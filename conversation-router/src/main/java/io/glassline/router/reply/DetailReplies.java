package io.glassline.router.reply;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import java.util.List;
import java.util.Map;

/// The reply to details that an answer asked for: an office has them now, and the bot goes on.
public record DetailReplies(TurnContext turn, ReplyBuilder reply) {

    public DetailReplies(TurnContext turn) {
        this(turn, new ReplyBuilder(turn));
    }

    /// @param answer which asked for them
    /// @param queue whose people get them
    public Route passedOn(Answer answer, QueueId queue) {
        var because = turn.because(
                "asked details",
                "The answer %s asked for details, and these are they.".formatted(answer.id()),
                List.of());
        if (turn.waitsForPeople()) {
            return new WaitingReplies(turn, reply).says(because, reply.say(Phrase.DETAILS_ADDED, turn.language()));
        }
        var text = reply.withMore(words(queue), turn.language());
        var urgency =
                turn.conversation().stage() instanceof Stage.Waiting waiting ? waiting.priority() : Priority.NORMAL;
        return new Route.Decided(
                new RoutingDecision.ToQueue(queue, urgency, because),
                new Stage.Waiting(queue, urgency, turn.waitingSince()),
                turn.understood().disclosing().saying(text).withBotGoingOn(true),
                turn.language(),
                List.of(reply.byBot(text, List.of())),
                List.of());
    }

    private String words(QueueId queue) {
        var in = turn.language();
        if (turn.conversation().stage() instanceof Stage.Waiting waiting
                && waiting.queue().equals(queue)) {
            return reply.say(Phrase.DETAILS_ADDED, in);
        }
        var title = reply.title(queue, in);
        var closed = turn.isSpoken() ? Phrase.CALL_DETAILS_PASSED_CLOSED : Phrase.DETAILS_PASSED_CLOSED;
        return reply.closedUntil(queue, in)
                .map(opens -> reply.say(closed, in, Map.of("queue", title, "opens", opens)))
                .orElseGet(() -> reply.say(Phrase.DETAILS_PASSED, in, Map.of("queue", title)));
    }
}
