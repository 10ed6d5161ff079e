package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Keywords;
import io.glassline.router.reply.ReceiptReplies;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RECEIPT, when it is the whole message: a link to all that was said in this conversation, to be checked.
/// Nothing else changes, whoever has the conversation.
///
/// The link shows what was said to whoever has it, so it is sent only where it is sure to reach the one who
/// wrote: not in answer to a mail that anyone may have written. On the phone it cannot be said, and the
/// word is one like any other.
final class ReceiptWish implements RoutingStep {

    private static final Set<Mark> NOT_SENT = Set.of(Mark.SENDER_UNPROVEN, Mark.NO_AUTOMATIC_ANSWER, Mark.BESIDE_WORDS);

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.isSpoken() || turn.situation().flood().isPresent() || !reachesItsWriter(turn)
                ? Optional.empty()
                : ConsentKeywords.heard(turn, turn.city().gates().receipt()).map(heard -> link(turn, heard));
    }

    /// Whether an answer is sure to reach the one who wrote.
    static boolean reachesItsWriter(TurnContext turn) {
        return NOT_SENT.stream().noneMatch(turn::isMarked) && !ConsentKeywords.isAnsweredElsewhere(turn);
    }

    private static Route link(TurnContext turn, Keywords.Hit heard) {
        var because = turn.because(
                ReceiptReplies.GATE,
                "The whole message asks for the receipt of this conversation.",
                List.of(new Condition("keywords", "the whole message is a keyword", heard.word(), true)));
        return new ReceiptReplies(turn).link(because, turn.languageOf(heard));
    }
}
