package io.glassline.router.reply;

import io.glassline.message.Message;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.Chitchat;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Locale;

/// Replies to small talk. None of them makes the bot forget what it answered, nor what that was about.
public record SmallTalkReplies(TurnContext turn, ReplyBuilder reply) {

    public SmallTalkReplies(TurnContext turn) {
        this(turn, new ReplyBuilder(turn));
    }

    public Route answer(Chitchat kind, Because because) {
        var in = turn.language();
        return switch (kind) {
            case FAREWELL -> reply.farewell(because, in);
            case INSULT -> insulted(because);
            case THANKS -> thanks(because, in);
            case GREETING -> greeting(because, in);
            case NEVER_MIND, PRAISE, LAUGHTER, IDENTITY, HOW_ARE_YOU, AGREEMENT, DECLINE, WAIT, APOLOGY ->
                said(kind.key(), because, words(kind, in), List.of(), in);
        };
    }

    public Route greeting(Because because, Locale in) {
        return turn.isSpoken()
                ? reply.callMenu("greeting", because, "", in)
                : reply.bot("greeting", because, words(Chitchat.GREETING, in), List.of(), turn.understood(), in);
    }

    /// A neutral word, and the offer of a person: whoever swears at a machine wants one.
    public Route insulted(Because because) {
        var in = turn.language();
        return said(Chitchat.INSULT.key(), because, words(Chitchat.INSULT, in), List.of(reply.personOffer(in)), in);
    }

    public Route thanks(Because because, Locale in) {
        return said(Chitchat.THANKS.key(), because, words(Chitchat.THANKS, in), List.of(), in);
    }

    public String words(Chitchat kind, Locale in) {
        return reply.say(
                switch (kind) {
                    case FAREWELL -> turn.isSpoken() ? Phrase.CALL_GOODBYE : Phrase.GOODBYE;
                    case NEVER_MIND, AGREEMENT, DECLINE, APOLOGY -> Phrase.ALL_RIGHT;
                    case WAIT -> Phrase.FLOW_WAITS;
                    case GREETING -> Phrase.GREETING;
                    case THANKS -> turn.isSpoken() ? Phrase.CALL_THANKS : Phrase.THANKS;
                    case PRAISE -> Phrase.PRAISED;
                    case LAUGHTER -> Phrase.LAUGHED;
                    case INSULT -> turn.isSpoken() ? Phrase.CALL_SORRY : Phrase.SORRY;
                    case IDENTITY -> turn.isSpoken() ? Phrase.CALL_IDENTITY : Phrase.IDENTITY;
                    case HOW_ARE_YOU -> Phrase.HOW_ARE_YOU;
                },
                in);
    }

    private Route said(String with, Because because, String text, List<Message.Offer> offers, Locale in) {
        var lastSaid = turn.session().lastSaid();
        var route = reply.bot(with, because, text, offers, turn.understood(), in);
        return new Route.Decided(
                route.decision(),
                route.stage(),
                lastSaid.map(route.session()::saying).orElse(route.session()),
                in,
                route.replies(),
                List.of());
    }
}
