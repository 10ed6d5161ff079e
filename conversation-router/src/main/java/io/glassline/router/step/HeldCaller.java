package io.glassline.router.step;

import io.glassline.conversation.Session.Waits;
import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.Chitchat;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.reply.SpokenHold;
import io.glassline.router.reply.WaitingReplies;
import io.glassline.router.words.Numbers;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// A caller who waits for a person and keys or says something: to be called back, to leave a message, to go back
/// to the menu, or more words about the matter, which the person will read.
final class HeldCaller implements RoutingStep {

    private static final int CALL_BACK = 1;
    private static final int MESSAGE = 2;
    private static final int MENU = 3;

    /// After so many keys that mean nothing, who cannot be helped now is let go.
    private static final int MISSES_MAX = 3;

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.isSpoken() || !turn.waitsForPeople() || !turn.isWords()) {
            return Optional.empty();
        }
        var said = turn.normalized();
        var gates = turn.city().gates();
        var leavesMessage = turn.session().waits() == Waits.LEAVING_MESSAGE;
        var isWords = turn.content() instanceof Content.Text;
        if (leavesMessage && isWords) {
            return turn.isQuestion()
                    ? known(turn).or(() -> Optional.of(messageKept(turn)))
                    : Optional.of(messageKept(turn));
        }
        var choice = Numbers.choice(said, MENU).orElse(0);
        if (choice == CALL_BACK || gates.callBack().in(said).isPresent()) {
            return Optional.of(callBack(turn));
        }
        if (choice == MESSAGE || gates.leaveMessage().in(said).isPresent()) {
            return Optional.of(message(turn, "The caller leaves a message for a person."));
        }
        var dialogue = turn.city().dialogue();
        if (choice == MENU || gates.menu().in(said).isPresent() || turn.says(dialogue.chitchat(Chitchat.NEVER_MIND))) {
            return Optional.of(new ReplyBuilder(turn)
                    .callMenu(
                            "menu",
                            turn.because("held caller", "The caller goes back to the menu.", List.of()),
                            "",
                            turn.language()));
        }
        if (turn.says(dialogue.chitchat(Chitchat.FAREWELL))) {
            return Optional.of(waits(
                    turn,
                    "The caller says goodbye and keeps the place in line.",
                    hold(turn).goodbye(),
                    Waits.LET_GO));
        }
        var known = isWords ? known(turn) : Optional.<Route>empty();
        if (known.isPresent()) {
            return known;
        }
        if (isWords && !turn.isRepeatAsked()) {
            return Optional.of(turn.session().waits() == Waits.HOLDING ? heard(turn) : messageKept(turn));
        }
        return Optional.of(choicesAgain(turn));
    }

    private static Route callBack(TurnContext turn) {
        if (hold(turn).isWithheld()) {
            return message(turn, "The caller wants to be called back and keeps the number back, so must say it.");
        }
        return waits(
                turn,
                "The caller keeps the place in line and is called back.",
                say(turn, Phrase.CALL_BACK),
                Waits.LET_GO);
    }

    private static Route message(TurnContext turn, String why) {
        return waits(turn, why, say(turn, Phrase.CALL_MESSAGE), Waits.LEAVING_MESSAGE);
    }

    private static Route messageKept(TurnContext turn) {
        return waits(
                turn,
                "The words are a message for a person.",
                say(turn, Phrase.CALL_MESSAGE_KEPT),
                Waits.LEAVING_MESSAGE);
    }

    private static Route heard(TurnContext turn) {
        return waits(
                turn,
                "People have this conversation already, and will read this, too.",
                say(turn, Phrase.CALL_HEARD),
                Waits.HOLDING);
    }

    /// Nobody has come yet, and the bot is sure of an answer, by itself or as one that goes on with the last.
    private static Optional<Route> known(TurnContext turn) {
        if (!turn.isWithBot()) {
            return Optional.empty();
        }
        if (turn.match(turn.language()) instanceof Match.Sure(var answer, var sure)) {
            if (turn.isWithdrawn(answer)) {
                return Optional.empty();
            }
            return Optional.of(answered(turn, answer, AnswerReplies.condition("sure " + answer.id(), sure, true)));
        }
        return new FollowUp()
                .decide(turn)
                .flatMap(route -> route instanceof Route.Decided decided
                                && decided.decision() instanceof RoutingDecision.ToBot(var with, var because)
                        ? turn.city()
                                .knowledge()
                                .find(with)
                                .map(answer -> answered(
                                        turn,
                                        answer,
                                        new Condition(
                                                "follow-up", "it goes on with the last answer", because.words(), true)))
                        : Optional.empty());
    }

    private static Route answered(TurnContext turn, Answer answer, Condition found) {
        var because = turn.because("held caller", "The caller asks something meanwhile.", List.of(found));
        var goesOn = switch (turn.session().waits()) {
            case HOLDING, LET_GO -> "";
            case CHOOSING -> " " + hold(turn).closedChoices();
            case LEAVING_MESSAGE -> " " + say(turn, Phrase.CALL_MESSAGE_KEPT);
        };
        return new AnswerReplies(turn).heldAnswer(answer, because, goesOn);
    }

    private static Route choicesAgain(TurnContext turn) {
        var holds = turn.session().waits() == Waits.HOLDING;
        var misses = turn.missesWithThis();
        if (!holds && misses >= MISSES_MAX) {
            return waits(
                    turn,
                    "The caller keyed nothing that was offered.",
                    hold(turn).goodbye(),
                    Waits.LET_GO);
        }
        return new WaitingReplies(turn)
                .held(
                        turn.because("held caller", "The key is none that was offered.", List.of()),
                        holds ? hold(turn).choices() : hold(turn).closedChoices(),
                        holds ? Waits.HOLDING : Waits.CHOOSING,
                        misses);
    }

    private static Route waits(TurnContext turn, String why, String text, Waits waits) {
        return new WaitingReplies(turn).held(turn.because("held caller", why, List.of()), text, waits, 0);
    }

    private static SpokenHold hold(TurnContext turn) {
        return new SpokenHold(turn.city(), turn.conversation(), turn.language());
    }

    private static String say(TurnContext turn, Phrase phrase) {
        return turn.city().phrases().say(phrase, turn.language());
    }
}
