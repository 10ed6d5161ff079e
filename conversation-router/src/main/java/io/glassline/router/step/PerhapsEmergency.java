package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Alarm;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Words that may tell of an emergency: the citizen is asked, a person is told, and what was said is answered
/// all the same.
///
/// @param answers decides what to answer, as the steps behind this one do
record PerhapsEmergency(Function<TurnContext, Route> answers) implements RoutingStep {

    /// A machine must not write to these, or nobody knows whether it is them.
    private static final Set<Mark> NOT_ASKED =
            Set.of(Mark.NO_AUTOMATIC_ANSWER, Mark.ANSWERED_ENOUGH, Mark.SENDER_UNPROVEN);

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.conversation().stage() instanceof Stage.WithAgent
                || turn.session().alarm().isPresent()) {
            return Optional.empty(); // a person has it, or it was asked or said already
        }
        return turn.alarm().map(alarm -> switch (answers.apply(turn)) {
            case Route.Decided decided -> asking(turn, alarm, decided);
            case Route.Needs needs -> needs;
            case Route.Waits _, Route.WithNext _ ->
                throw new IllegalStateException("no step waits for more words; that is decided after them");
        });
    }

    private static Route asking(TurnContext turn, Alarm alarm, Route.Decided answered) {
        var isAsked = mayBeAsked(turn);
        var session = isAsked
                ? answered.session()
                        .alarmed(Optional.of(new Session.Alarm(alarm.emergency().name(), true)))
                : answered.session();
        return new Route.Decided(
                new RoutingDecision.ToQueue(Queues.EMERGENCY, Priority.URGENT, because(turn, alarm, answered)),
                new Stage.Waiting(Queues.EMERGENCY, Priority.URGENT, turn.waitingSince()),
                session.withBotGoingOn(true),
                answered.language(),
                isAsked ? replies(turn, answered) : answered.replies(),
                answered.consents(),
                answered.submissions(),
                answered.rating(),
                Optional.empty());
    }

    private static boolean mayBeAsked(TurnContext turn) {
        return (!turn.isOptedOut() || turn.isSpoken())
                && turn.situation().flood().isEmpty()
                && NOT_ASKED.stream().noneMatch(turn::isMarked);
    }

    private static Because because(TurnContext turn, Alarm alarm, Route.Decided answered) {
        var rule = "perhaps an emergency: " + alarm.emergency().name();
        var trace = Stream.concat(
                        Stream.of(new Condition(rule, alarm.found(), "found in the message", true)),
                        answered.decision().because().trace().stream())
                .toList();
        return turn.because(
                rule,
                "The words may tell of an emergency. A person is told, and the rest is answered: "
                        + answered.decision().because().words(),
                trace);
    }

    /// The question, and the answer to what was said if there is one.
    private static List<Reply> replies(TurnContext turn, Route.Decided answered) {
        var phrase = turn.isSpoken() ? Phrase.CALL_ASK_EMERGENCY : Phrase.ASK_EMERGENCY;
        var question = Stream.of(new ReplyBuilder(turn).fixed(phrase, answered.language()));
        var isAnswer = !(answered.decision() instanceof RoutingDecision.ToBot(var with, var _)
                && with.equals(AnswerReplies.NOT_UNDERSTOOD));
        return Stream.concat(question, isAnswer ? answered.replies().stream() : Stream.of())
                .toList();
    }

    /// The question stands for one turn: a "yes" later on answers something else.
    static Route askedOnce(TurnContext turn, Route route) {
        return route instanceof Route.Decided decided
                        && decided.session()
                                .alarm()
                                .filter(Session.Alarm::isAsked)
                                .isPresent()
                        && decided.session().alarm().equals(turn.session().alarm())
                ? decided.with(decided.session().alarmed(Optional.empty()))
                : route;
    }
}
