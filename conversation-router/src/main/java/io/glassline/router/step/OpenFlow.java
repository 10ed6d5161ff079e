package io.glassline.router.step;

import com.google.re2j.Pattern;
import io.glassline.conversation.Session;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.flow.SlotKind;
import io.glassline.router.knowledge.AskedDetail;
import io.glassline.router.knowledge.Match;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.Choice;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Optional;

/// A form is open, and the message is the answer to its question.
final class OpenFlow implements RoutingStep {

    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{3}");

    @Override
    public Optional<Route> decide(TurnContext turn) {
        var flows = new FlowReplies(turn);
        return turn.session()
                .flow()
                .flatMap(at -> flows.find(at.name())
                        .filter(flow -> isForFlow(turn, flow, at))
                        .flatMap(flow -> answer(turn, flows, flow, at)));
    }

    /// Words are, and a pin or a picture where the form asks for one.
    private static boolean isForFlow(TurnContext turn, Flow flow, Session.Flow at) {
        return switch (turn.content()) {
            case Content.Text _, Content.Choice _, Content.Keys _ -> true;
            case Content.Place _ ->
                flow.asked(at).filter(SlotKind.Address.class::isInstance).isPresent();
            case Content.Media(var mediaType, var _, var _, var _) ->
                mediaType.startsWith("image/")
                        && flow.asked(at)
                                .filter(SlotKind.Picture.class::isInstance)
                                .isPresent();
            case Content.Call _, Content.Unsupported _, Signal _ -> false;
        };
    }

    /// The citizen picked one of the answers that the open question holds out. Empty where it is another question's.
    static Optional<Route> picked(TurnContext turn, Choice.Slot slot) {
        var flows = new FlowReplies(turn);
        return turn.session()
                .flow()
                .filter(at -> at.name().equals(slot.flow()) && at.step().equals(slot.step()))
                .flatMap(at -> flows.find(at.name())
                        .map(flow -> flows.reply(
                                flow,
                                flows.answer(flow, at, Optional.of(slot.value())),
                                because(turn, flow),
                                turn.language())));
    }

    private static Because because(TurnContext turn, Flow flow) {
        return turn.because("flow " + flow.name(), "A form is open, and this is the answer to it.", List.of());
    }

    private static Because takenBack(TurnContext turn, Flow flow) {
        return turn.because(
                "flow " + flow.name(), "The citizen takes back something that was said in the form.", List.of());
    }

    private static Optional<Route> answer(TurnContext turn, FlowReplies flows, Flow flow, Session.Flow at) {
        if (Flow.isDone(at)) {
            return flows.afterwards(flow, at)
                    .map(outcome -> flows.reply(flow, outcome, takenBack(turn, flow), turn.language()));
        }
        var outcome = flows.answer(flow, at, Optional.empty());
        if (isNoAnswer(outcome) || isQuestion(turn) && takesAnyWords(flow, at)) {
            var elsewhere = questionBeside(turn, flows, flow, at).or(() -> oneMoment(turn, flow, at));
            var isHeld = !Flow.isBeside(at)
                    || flow.asked(at)
                            .filter(asked -> looksLikeAnswer(turn, asked))
                            .isPresent();
            if (elsewhere.isPresent() || isNoAnswer(outcome) && !isHeld) {
                return elsewhere;
            }
        }
        return Optional.of(flows.reply(flow, outcome, because(turn, flow), turn.language()));
    }

    /// Whether the open question is one that any words answer, a question of another kind among them.
    private static boolean takesAnyWords(Flow flow, Session.Flow at) {
        return flow.asked(at)
                .filter(asked -> asked instanceof SlotKind.Text(var parser) && parser.takesAnyWords())
                .isPresent();
    }

    /// Whether it is an answer that only went wrong, and no message of another kind.
    private static boolean looksLikeAnswer(TurnContext turn, SlotKind asked) {
        var said = turn.normalized();
        if (said.isNothing() || isQuestion(turn) || SmallTalk.isAny(turn)) {
            return false;
        }
        return switch (asked) {
            case SlotKind.Address _ ->
                turn.city().dialogue().looksLike(AskedDetail.LOCATION, said.text())
                        || DIGIT.matcher(said.text()).find();
            case SlotKind.Text _, SlotKind.Phone _ ->
                NUMBER.matcher(said.text()).find();
            case SlotKind.Day _, SlotKind.Number _ -> DIGIT.matcher(said.text()).find();
            case SlotKind.Pick _, SlotKind.YesOrNo _, SlotKind.Picture _ -> false;
            case SlotKind.Mail _ -> turn.raw().contains("@");
        };
    }

    private static boolean isNoAnswer(Flow.Outcome outcome) {
        return switch (outcome) {
            case Flow.Outcome.Asks(var _, var _, var reason, var _) ->
                reason == Flow.AskReason.NO_ANSWER || reason == Flow.AskReason.CHANGE;
            case Flow.Outcome.HandsOver(var text, var queue, var _) -> text.isEmpty() && queue.isEmpty();
            case Flow.Outcome.Needs _, Flow.Outcome.Away _, Flow.Outcome.Ends _ -> false;
        };
    }

    /// Someone who is asked for a number and asks when trash day is, wants to know when trash day is. The question
    /// of the form is asked again behind the answer.
    private static Optional<Route> questionBeside(TurnContext turn, FlowReplies flows, Flow flow, Session.Flow at) {
        if (turn.isWords()
                && !at.isOffered()
                && turn.normalized().words().size() >= TurnContext.WORDS_FOR_LANGUAGE_MIN
                && turn.match(turn.language()) instanceof Match.Sure(var answer, var confidence)
                && (!answer.topic().equals(flow.topic()) || isQuestion(turn))) {
            var because = turn.because(
                    "beside flow " + flow.name(),
                    "The citizen asked about something else, which the bot knows. The form keeps its place.",
                    List.of(AnswerReplies.condition("sure " + answer.id(), confidence, true)));
            return Optional.of(new AnswerReplies(turn).beside(answer, because, flow, at));
        }
        return Optional.empty();
    }

    private static boolean isQuestion(TurnContext turn) {
        return turn.city().dialogue().isQuestion(turn.raw(), turn.normalized().text());
    }

    /// Someone who looks for the number they are asked for has not given a wrong one.
    private static Optional<Route> oneMoment(TurnContext turn, Flow flow, Session.Flow at) {
        if (isQuestion(turn) || !turn.says(turn.city().dialogue().oneMoment())) {
            return Optional.empty();
        }
        var reply = new ReplyBuilder(turn);
        var because =
                turn.because("flow " + flow.name(), "The citizen looks for it. The form stays as it is.", List.of());
        return Optional.of(reply.bot(
                flow.name(),
                because,
                reply.say(Phrase.FLOW_WAITS, turn.language()),
                List.of(),
                turn.inFlow(at, flow.topic()),
                turn.language()));
    }
}
