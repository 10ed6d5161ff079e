package io.glassline.router.step;

import io.glassline.conversation.Session;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.flow.SlotKind;
import io.glassline.router.knowledge.Match;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.Choice;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.rule.Rule;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Optional;

/// A form is open, and the message is the answer to its question.
final class OpenFlow implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        var flows = new FlowReplies(turn);
        return turn.session()
                .flow()
                .flatMap(at -> flows.find(at.name())
                        .filter(flow -> isForFlow(turn, flow, at))
                        .flatMap(flow -> answer(turn, flows, flow, at)));
    }

    /// Words are, and a pin where the form asks for a place. Where it asks for a picture, any file is a try at it.
    private static boolean isForFlow(TurnContext turn, Flow flow, Session.Flow at) {
        return switch (turn.content()) {
            case Content.Text _, Content.Choice _, Content.Keys _ -> true;
            case Content.Place _ ->
                flow.asked(at).filter(SlotKind.Address.class::isInstance).isPresent();
            case Content.Media _ ->
                flow.asked(at).filter(SlotKind.Picture.class::isInstance).isPresent();
            case Content.Call _, Content.Template _, Content.Unsupported _, Signal _ -> false;
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
        if (at.isOffered() && isOtherService(turn, flow, at)) {
            return Optional.empty();
        }
        var outcome = flows.answer(flow, at, Optional.empty());
        if (FormAnswers.isNoAnswer(outcome) || isRatherQuestion(turn, flow, at)) {
            var elsewhere = questionBeside(turn, flows, flow, at)
                    .or(() -> oneMoment(turn, flow, at))
                    .or(() -> FormAnswers.isNoAnswer(outcome)
                            ? SetAsideForm.other(turn, flows, Optional.of(flow))
                            : Optional.empty());
            var isHeld = !Flow.isBeside(at)
                    || flow.asked(at)
                            .filter(asked -> FormAnswers.looksLikeAnswer(turn, asked))
                            .isPresent()
                    || flow.isToBeConfirmed(at) && !turn.isQuestion()
                    || isTried(turn, flow, at);
            if (elsewhere.isPresent() || FormAnswers.isNoAnswer(outcome) && !isHeld) {
                return elsewhere;
            }
        }
        return Optional.of(flows.reply(flow, outcome, because(turn, flow), turn.language()));
    }

    /// Whether the message asks something, though it can be read as an answer: any words answer some questions,
    /// "when may they do construction?" holds the name of a choice, and "there is a pothole on my street" a street.
    private static boolean isRatherQuestion(TurnContext turn, Flow flow, Session.Flow at) {
        return flow.asked(at)
                        .filter(asked -> switch (asked) {
                            case SlotKind.Text(var parser) -> parser.takesAnyWords() && turn.isQuestion();
                            case SlotKind.Pick _, SlotKind.YesOrNo _, SlotKind.Day _, SlotKind.Number _ ->
                                turn.city()
                                        .dialogue()
                                        .followUps()
                                        .beginsAsQuestion(turn.normalized().text());
                            case SlotKind.Address _, SlotKind.Picture _, SlotKind.Phone _, SlotKind.Mail _ -> false;
                        })
                        .isPresent()
                || isOtherService(turn, flow, at);
    }

    /// Who is asked where they live, and says what is broken or asks what something costs, gives no address of theirs:
    /// it has no number. So it is not looked up, and is not taken for a place where addresses cannot be looked up.
    private static boolean isOtherService(TurnContext turn, Flow flow, Session.Flow at) {
        return flow.asked(at)
                .filter(SlotKind.Address.class::isInstance)
                .filter(_ -> !FormAnswers.mayNameHouse(turn))
                .filter(asked -> turn.match(turn.language()) instanceof Match.Sure(var answer, var _)
                        && answer.flow()
                                .map(name -> !name.equals(flow.name()))
                                .orElseGet(() -> !FormAnswers.looksLikeAnswer(turn, asked)))
                .isPresent();
    }

    /// Whether it can be nothing but a try at the question that stood behind the last answer: it asks nothing, and
    /// nothing else knows it. Who says what they will do is content with the answer.
    private static boolean isTried(TurnContext turn, Flow flow, Session.Flow at) {
        var said = turn.normalized();
        var dialogue = turn.city().dialogue();
        if (!turn.isWords() || said.isNothing() || turn.isQuestion()) {
            return false;
        }
        if (turn.says(dialogue.doesNotKnow())) {
            return true;
        }
        return flow.asked(at).filter(OpenFlow::isAnsweredInWords).isPresent()
                && !dialogue.followUps().goesOn(said.text())
                && !SmallTalk.isAny(turn)
                && turn.heard(dialogue.decline()).isEmpty()
                && !dialogue.followUps().isStatement(said.text())
                && !dialogue.isAbuse(said.text())
                && turn.ruling().action() instanceof Rule.Action.ToBot
                && isKnownToNothing(turn);
    }

    /// Where a place is, and which it is of some, is said in any words; a number is not.
    private static boolean isAnsweredInWords(SlotKind asked) {
        return switch (asked) {
            case SlotKind.Address _, SlotKind.Pick _, SlotKind.YesOrNo _ -> true;
            case SlotKind.Text(var parser) -> parser.takesAnyWords();
            case SlotKind.Number _, SlotKind.Day _, SlotKind.Picture _, SlotKind.Phone _, SlotKind.Mail _ -> false;
        };
    }

    /// Few words are near to many answers.
    private static boolean isKnownToNothing(TurnContext turn) {
        return switch (turn.match(turn.language())) {
            case Match.Sure _ -> false;
            case Match.Unsure(var best, var _) ->
                turn.normalized().words().size() < TurnContext.WORDS_FOR_LANGUAGE_MIN
                        || turn.lastAnswer().filter(best::contains).isPresent();
            case Match.Nothing _ -> true;
        };
    }

    /// Someone who is asked for a number and asks when trash day is, wants to know when trash day is. The question
    /// of the form is asked again behind the answer.
    private static Optional<Route> questionBeside(TurnContext turn, FlowReplies flows, Flow flow, Session.Flow at) {
        if (turn.isWords()
                && !at.isOffered()
                && turn.normalized().words().size() >= TurnContext.WORDS_FOR_LANGUAGE_MIN
                && turn.match(turn.language()) instanceof Match.Sure(var answer, var confidence)
                && (!answer.topic().equals(flow.topic()) || turn.isQuestion())) {
            var because = turn.because(
                    "beside flow " + flow.name(),
                    "The citizen asked about something else, which the bot knows. The form keeps its place.",
                    List.of(AnswerReplies.condition("sure " + answer.id(), confidence, true)));
            return Optional.of(new AnswerReplies(turn).beside(answer, because, flow, at));
        }
        return Optional.empty();
    }

    /// Someone who looks for the number they are asked for has not given a wrong one.
    private static Optional<Route> oneMoment(TurnContext turn, Flow flow, Session.Flow at) {
        if (turn.isQuestion() || !turn.says(turn.city().dialogue().oneMoment())) {
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
