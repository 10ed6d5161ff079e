package io.glassline.router.step;

import io.glassline.conversation.Session;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.knowledge.Match;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// A form is open, and the message is the answer to its question.
final class OpenFlow implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.isWords()) {
            return Optional.empty();
        }
        var flows = new FlowReplies(turn);
        return turn.session().flow().flatMap(at -> flows.find(at.name()).map(flow -> answer(turn, flows, flow, at)));
    }

    private static Route answer(TurnContext turn, FlowReplies flows, Flow flow, Session.Flow at) {
        var outcome = flows.answer(flow, at);
        var elsewhere = isNoAnswer(outcome)
                ? questionBeside(turn, flow).or(() -> oneMoment(turn, flow, at))
                : Optional.<Route>empty();
        return elsewhere.orElseGet(() -> flows.reply(
                flow,
                outcome,
                turn.because("flow " + flow.name(), "A form is open, and this is the answer to it.", List.of()),
                turn.language()));
    }

    private static boolean isNoAnswer(Flow.Outcome outcome) {
        return outcome instanceof Flow.Outcome.Asks(var _, var _, var reason) && reason == Flow.AskReason.NO_ANSWER;
    }

    /// Someone who is asked for a number and asks when trash day is, wants to know when trash day is.
    private static Optional<Route> questionBeside(TurnContext turn, Flow flow) {
        if (turn.normalized().words().size() >= TurnContext.WORDS_FOR_LANGUAGE_MIN
                && turn.match(turn.language()) instanceof Match.Sure(var answer, var confidence)
                && (!answer.topic().equals(flow.topic()) || isQuestion(turn))) {
            var because = turn.because(
                    "left flow " + flow.name(),
                    "The citizen asked about something else, which the bot knows.",
                    List.of(AnswerReplies.condition("sure " + answer.id(), confidence, true)));
            return Optional.of(new AnswerReplies(turn).answer(answer, because, turn.language()));
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
