package io.glassline.router.reply;

import io.glassline.conversation.Session;
import io.glassline.conversation.Session.EraseCode;
import io.glassline.conversation.Stage.Priority;
import io.glassline.receipt.RecordCode;
import io.glassline.router.context.TurnContext;
import io.glassline.router.queue.Queues;
import io.glassline.router.words.Phrase;
import io.glassline.routing.FreshLinks;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is said to a citizen who asks for what is known of them, has it corrected, or has it erased.
public final class RecordReplies {

    /// The gates of the three, which are also the names of their rules.
    public static final String MY_DATA = "my-data";

    public static final String ERASE = "erase-my-data";
    public static final String CORRECT = "correct-my-data";

    /// What the bot says to one who asks in other words.
    public static final String KEYWORDS = "data-keywords";

    /// Stands in the place of what is not drawn where nothing is sent: in trials and replays.
    private static final FreshLinks NONE = new FreshLinks("…", "…", "…");

    private final TurnContext turn;
    private final ReplyBuilder reply;

    public RecordReplies(TurnContext turn) {
        this.turn = turn;
        this.reply = new ReplyBuilder(turn);
    }

    /// The link and its code in two messages, so that whoever is passed the one has not the other.
    public Route.Decided link(Because because, Locale in) {
        var fresh = turn.situation().fresh().orElse(NONE);
        return gated(
                MY_DATA,
                because,
                turn.session(),
                in,
                reply.say(Phrase.RECORD_LINK, in, Map.of("link", fresh.record())),
                reply.say(Phrase.RECORD_CODE, in, Map.of("code", fresh.code())));
    }

    /// Nothing is erased until the code comes back.
    public Route.Decided confirm(Because because, Locale in) {
        var code = turn.situation().fresh().map(FreshLinks::code);
        var sent = code.map(digits -> new EraseCode(digits, turn.now(), RecordCode.TRIES_MAX));
        return gated(
                ERASE,
                because,
                turn.session().confirmingErasure(sent),
                in,
                reply.say(Phrase.ERASE_CONFIRM, in, Map.of("code", code.orElse(NONE.code()))));
    }

    /// The conversation stays as it is, and the bot in what it asked.
    private Route.Decided gated(String gate, Because because, Session next, Locale in, String... says) {
        return new Route.Decided(
                new RoutingDecision.Gated(gate, because),
                turn.conversation().stage(),
                next,
                in,
                List.of(says).stream().map(reply::bySystem).toList(),
                List.of());
    }

    /// No code can prove who is there.
    public Route.Decided byPerson(Because because, Locale in) {
        return toPeople(because, Phrase.DATA_BY_PERSON, in);
    }

    /// What was said stays as it is; what is written now is added, and read by a person.
    public Route.Decided correction(Because because, Locale in) {
        return toPeople(because, Phrase.CORRECTION, in);
    }

    private Route.Decided toPeople(Because because, Phrase phrase, Locale in) {
        if (turn.isWithPeople()) {
            return reply.staysWithPeople(because, List.of(reply.bySystem(reply.say(phrase, in))));
        }
        return reply.handsOver(Queues.GENERAL, Priority.NORMAL, because, Optional.of(reply.say(phrase, in)), in);
    }

    /// Tells the words that are acted on. A form that is open stays open.
    public Route.Decided keywords(Because because, Locale in) {
        var text = reply.say(Phrase.DATA_KEYWORDS, in);
        return reply.bot(KEYWORDS, because, text, turn.session().offered(), turn.session(), in);
    }
}
