package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// STOP stops what we send, not what they may ask. Who writes on is told once how to have answers again, and a
/// person reads what they wrote. Someone who calls is answered: it is writing to them that they stopped.
final class OptedOut implements RoutingStep {

    /// To whom a machine must not write, or nobody knows whether it is them.
    private static final Set<Mark> NOT_TOLD = Set.of(
            Mark.NO_AUTOMATIC_ANSWER, Mark.BESIDE_WORDS, Mark.SENDER_UNPROVEN, Mark.KEYWORD_ANSWERED_BY_PROVIDER);

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.isOptedOut() || turn.isSpoken()) {
            return Optional.empty();
        }
        if (asksNothing(turn)) {
            return Optional.of(new ReplyBuilder(turn)
                    .kept("opted out", "This citizen said STOP, and this asks for nothing. Nothing is sent."));
        }
        return Optional.of(read(turn, isToBeTold(turn)));
    }

    /// Thanks for the confirmation of a STOP.
    private static boolean asksNothing(TurnContext turn) {
        return !turn.isWithPeople()
                && turn.isWords()
                && turn.heard(turn.city().gates().thanks()).isPresent();
    }

    private static boolean isToBeTold(TurnContext turn) {
        return !turn.consent().told()
                && !turn.consent().isStoppedByProvider()
                && NOT_TOLD.stream().noneMatch(turn::isMarked);
    }

    private static Route read(TurnContext turn, boolean told) {
        var reply = new ReplyBuilder(turn);
        var because = turn.because(
                "opted out",
                told
                        ? "This citizen said STOP. They are told once how to have answers, and a person reads this."
                        : "This citizen said STOP, so nothing is sent. A person reads this.",
                List.of());
        var replies = told ? List.of(reply.fixed(Phrase.OPTED_OUT, turn.language())) : List.<Reply>of();
        var route =
                reply.waitsToBeRead(Queues.GENERAL, Priority.NORMAL, because, replies, turn.session(), turn.language());
        var line = told
                ? List.of(ConsentKeywords.line(turn, turn.consent().standing(), ConsentChange.TOLD))
                : List.<ConsentChange>of();
        return new Route.Decided(
                route.decision(), route.stage(), route.session(), route.language(), route.replies(), line);
    }
}
