package io.glassline.router.reply;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The reply to what the bot cannot look at: a picture, a voice, a sticker, a place. A person does. Words beside it
/// are answered at once where the bot knows an answer.
public record LookReplies(TurnContext turn) {

    /// @param says what is said first, if not that it was received
    public Route look(QueueId queue, Priority priority, Because because, List<Phrase> says) {
        var reply = new ReplyBuilder(turn);
        var in = turn.language();
        if (turn.isSpoken()) {
            return reply.handsOver(queue, priority, because, reply.say(says, in), in);
        }
        var isWaiting = turn.conversation().stage() instanceof Stage.Waiting;
        var answer = answer();
        if (turn.waitsForPeople() && answer.isEmpty()) {
            return new WaitingReplies(turn, reply).added(because);
        }
        var texts = new ArrayList<String>();
        answer.map(known -> known.text(in)).ifPresent(texts::add);
        if (!isWaiting) { // who waits already has been told so
            reply.say(says, in).ifPresent(texts::add);
            texts.add(reply.whoAnswers(queue, in));
        }
        if (!texts.isEmpty() && !turn.session().disclosed()) {
            texts.addFirst(reply.say(Phrase.DISCLOSURE_SHORT, in));
        }
        var replies = texts.isEmpty() ? List.<Reply>of() : List.of(reply.byBot(String.join(" ", texts), List.of()));
        var before = turn.session();
        var next = answer.map(known -> new AnswerReplies(turn, reply).after(known, turn.text()))
                .orElse(before);
        return reply.waitsToBeRead(queue, priority, because, replies, texts.isEmpty() ? next : next.disclosing(), in);
    }

    private Optional<Answer> answer() {
        return !turn.normalized().isNothing()
                        && turn.match(turn.language()) instanceof Match.Sure(var answer, var _)
                        && !turn.isWithdrawn(answer)
                ? Optional.of(answer)
                : Optional.empty();
    }
}
