package io.glassline.router.step;

import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.SlotKind;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.Choice;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.reply.LanguageReplies;
import io.glassline.router.reply.PersonReplies;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Numbers;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The citizen picks from a list: by a button, a number, a key or the name of what they want.
final class PickedChoice implements RoutingStep {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}#?");

    @Override
    public Optional<Route> decide(TurnContext turn) {
        var picked = picked(turn);
        if (picked.isPresent()) {
            return follow(turn, picked.get());
        }
        return isNumberOfNoChoice(turn)
                ? Optional.of(new AnswerReplies(turn)
                        .notAChoice(turn.because(
                                "choice", "The number is none of the choices that were held out.", List.of())))
                : Optional.empty();
    }

    private static Optional<String> picked(TurnContext turn) {
        if (turn.content() instanceof Content.Choice(var id, var _)) {
            return Optional.of(id);
        }
        var offered = heldOut(turn);
        var number = offered.isEmpty() || isNumberAsked(turn)
                ? OptionalInt.empty()
                : Numbers.choice(turn.normalized(), offered.size());
        if (number.isPresent()) {
            return Optional.of(offered.get(number.getAsInt() - 1).id());
        }
        return offered.stream()
                .filter(offer -> !turn.normalized().isNothing()
                        && NormalizedText.of(offer.label()).equals(turn.normalized()))
                .map(Message.Offer::id)
                .findFirst();
    }

    /// Whether a number is what the open form asks for.
    private static boolean isNumberAsked(TurnContext turn) {
        return turn.session()
                .flow()
                .flatMap(at -> new FlowReplies(turn).find(at.name()).flatMap(flow -> flow.asked(at)))
                .filter(SlotKind::takesNumbers)
                .isPresent();
    }

    /// What is held out now; where nothing is, the last list: "and the second one?".
    private static List<Message.Offer> heldOut(TurnContext turn) {
        var isOver =
                !turn.session().offered().isEmpty() || turn.session().openFlow().isPresent() || turn.waitsForPeople();
        return isOver ? turn.session().offered() : turn.session().topic().menu();
    }

    private static boolean isNumberOfNoChoice(TurnContext turn) {
        return !turn.session().offered().isEmpty()
                && turn.session().openFlow().isEmpty()
                && NUMBER.matcher(turn.normalized().text()).matches();
    }

    /// Empty for a button from before the city changed what it offers: its label is then read as text.
    static Optional<Route> follow(TurnContext turn, String id) {
        return Choice.parse(id).flatMap(choice -> follow(turn, choice));
    }

    private static Optional<Route> follow(TurnContext turn, Choice choice) {
        var because = turn.because("choice", "The citizen picked this from what was held out.", List.of());
        var flows = new FlowReplies(turn);
        return switch (choice) {
            case Choice.Answer(var id) ->
                turn.city()
                        .knowledge()
                        .find(id)
                        .map(answer -> new AnswerReplies(turn).picked(answer, because, turn.language()));
            case Choice.Flow(var name) -> flows.find(name).map(flow -> flows.begin(flow, because, ""));
            case Choice.Language(var wanted) -> Optional.of(new LanguageReplies(turn).change(wanted));
            case Choice.Person _ -> Optional.of(new PersonReplies(turn).chosen());
            case Choice.Again _ -> again(turn, flows, because);
            case Choice.Points _ -> Optional.empty(); // the question is not the last any more
            case Choice.Slot slot -> OpenFlow.picked(turn, slot);
        };
    }

    private static Optional<Route> again(TurnContext turn, FlowReplies flows, Because because) {
        return turn.session()
                .flow()
                .flatMap(at -> flows.find(at.name()).map(flow -> flows.resume(flow, at, because, turn.language())));
    }
}
