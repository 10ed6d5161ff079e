package io.glassline.router.reply;

import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Author;
import io.glassline.router.context.TurnContext;
import io.glassline.router.rule.Rule;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;

/// The reply to a citizen who writes in a language the city does not answer in: how to reach an interpreter, once in a
/// conversation, and a person who speaks the language, if a queue has one.
public record InterpreterReplies(TurnContext turn) {

    /// To people. A rule that sends the message to a queue decides which.
    public Route handsOver(Locale language, String why, List<Condition> trace) {
        var reply = new ReplyBuilder(turn);
        var text = text(language);
        var session = turn.understood().disclosing().saying(text).withBotGoingOn(turn.isAlarmed());
        var replies = isSaid(language) ? List.<Reply>of() : List.of(reply.byBot(text, List.of()));
        var because = turn.because("other language", why, trace);
        return turn.ruling().action() instanceof Rule.Action.ToQueue(var queue, var priority, var _)
                ? reply.toQueue(queue, priority, because, replies, session, language)
                : reply.toQueue(
                        turn.city().queues().forOtherLanguage(language),
                        Priority.NORMAL,
                        because,
                        replies,
                        session,
                        language);
    }

    /// A conversation that has been in this language is told; the one before it does not count.
    private boolean isSaid(Locale language) {
        return turn.session().disclosed() && turn.conversation().language().equals(language);
    }

    /// The words for a message that is sent even to someone who said STOP.
    public Reply fixed(Locale language) {
        return new Reply(new Author.System(), text(language), List.of(), true);
    }

    private String text(Locale language) {
        return turn.city().phrases().interpreter(language);
    }
}
