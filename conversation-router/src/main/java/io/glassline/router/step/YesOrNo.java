package io.glassline.router.step;

import io.glassline.message.Message;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.Dialogue;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.Choice;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// Yes or no to what was held out. Yes takes the one thing there is to take; of several the citizen is asked again.
final class YesOrNo implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.session().openFlow().isPresent() || !isAsked(turn.session().offered())) {
            return Optional.empty();
        }
        if (accepts(turn)) {
            return Optional.of(take(turn));
        }
        return turn.heard(dialogue(turn).decline()).isPresent() ? Optional.of(leave(turn)) : Optional.empty();
    }

    /// The menu of a call is no question.
    private static boolean isAsked(List<Message.Offer> offered) {
        return !offered.isEmpty() && offered.stream().allMatch(YesOrNo::isAnswerToQuestion);
    }

    private static boolean isAnswerToQuestion(Message.Offer offer) {
        return Choice.parse(offer.id())
                .filter(choice -> choice instanceof Choice.Answer || choice instanceof Choice.Person)
                .isPresent();
    }

    private static boolean accepts(TurnContext turn) {
        return turn.heard(turn.city().gates().yes()).isPresent()
                || turn.heard(dialogue(turn).accept()).isPresent();
    }

    private static Route take(TurnContext turn) {
        var offered = turn.session().offered();
        var real = offered.stream().filter(offer -> !isPerson(offer)).toList();
        var taken = real.isEmpty() ? offered : real;
        var because = turn.because("choice", "The citizen says yes to what was held out.", List.of());
        return Optional.of(taken.getFirst())
                .filter(_ -> taken.size() == 1)
                .flatMap(offer -> PickedChoice.follow(turn, offer.id()))
                .orElseGet(() -> new AnswerReplies(turn).choicesAgain(offered, because));
    }

    private static Route leave(TurnContext turn) {
        var because = turn.because("choice", "The citizen wants nothing of what was held out.", List.of());
        var onlyPerson = turn.session().offered().stream().allMatch(YesOrNo::isPerson);
        if (!onlyPerson) {
            return new AnswerReplies(turn).noneOfThese(because);
        }
        var reply = new ReplyBuilder(turn);
        var text = reply.say(Phrase.ALL_RIGHT, turn.language());
        return reply.bot("all-right", because, text, List.of(), turn.understood(), turn.language());
    }

    private static boolean isPerson(Message.Offer offer) {
        return Choice.parse(offer.id()).filter(Choice.Person.class::isInstance).isPresent();
    }

    private static Dialogue dialogue(TurnContext turn) {
        return turn.city().dialogue();
    }
}
