package io.glassline.router.reply;

import io.glassline.router.context.TurnContext;
import io.glassline.router.words.Phrase;
import io.glassline.routing.FreshLinks;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is said to a citizen who asks for the receipt of a conversation.
public final class ReceiptReplies {

    public static final String GATE = "receipt";

    /// Stands in the place of a link where nothing is sent and so no link is made: in trials and replays.
    private static final String NO_LINK = "…";

    private final TurnContext turn;

    public ReceiptReplies(TurnContext turn) {
        this.turn = turn;
    }

    /// The conversation stays as it is, and the bot in what it asked.
    public Route.Decided link(Because because, Locale in) {
        var reply = new ReplyBuilder(turn);
        var link = turn.situation().fresh().map(FreshLinks::receipt).orElse(NO_LINK);
        return new Route.Decided(
                new RoutingDecision.Gated(GATE, because),
                turn.conversation().stage(),
                turn.session(),
                in,
                List.of(reply.bySystem(reply.say(Phrase.RECEIPT, in, Map.of("link", link)))),
                List.of());
    }
}
