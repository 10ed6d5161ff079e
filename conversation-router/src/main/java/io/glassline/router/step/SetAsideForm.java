package io.glassline.router.step;

import io.glassline.conversation.Session;
import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.knowledge.Match;
import io.glassline.router.reply.FlowReplies;
import io.glassline.router.rule.Rules;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Optional;

/// The answer to a form that is not open: one that something else came between, or one whose number nobody else has.
/// "54 Elm Street" after a question about fences is still for the trash day that was asked about before.
final class SetAsideForm implements RoutingStep {

    /// A number in more words than these is part of a question.
    private static final int BARE_WORDS_MAX = 4;

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.isWithPeople() ? Optional.empty() : other(turn, new FlowReplies(turn), Optional.empty());
    }

    /// @param open the form that is open, and has no use for the message
    static Optional<Route> other(TurnContext turn, FlowReplies flows, Optional<Flow> open) {
        if (!(turn.content() instanceof Content.Text) || turn.normalized().isNothing() || turn.isQuestion()) {
            return Optional.empty();
        }
        return setAside(turn, flows, open).or(() -> told(turn, flows, open));
    }

    private static Optional<Route> setAside(TurnContext turn, FlowReplies flows, Optional<Flow> open) {
        for (var at : turn.session().setAside()) {
            var route = flows.find(at.name())
                    .filter(flow -> open.filter(flow::equals).isEmpty())
                    .flatMap(flow -> answer(turn, flows, flow, at));
            if (route.isPresent()) {
                return route;
            }
        }
        return Optional.empty();
    }

    private static Optional<Route> answer(TurnContext turn, FlowReplies flows, Flow flow, Session.Flow at) {
        var outcome = Flow.isDone(at) ? flows.afterwards(flow, at) : answered(turn, flows, flow, at);
        var because = turn.because(
                "flow " + flow.name(),
                "A form was set aside for something else, and this is the answer to it.",
                List.of());
        return outcome.map(answered -> flows.reply(flow, answered, because, turn.language()));
    }

    private static Optional<Flow.Outcome> answered(TurnContext turn, FlowReplies flows, Flow flow, Session.Flow at) {
        return flow.asked(at)
                .filter(asked -> FormAnswers.looksLikeAnswer(turn, asked))
                .map(_ -> flows.answer(flow, at, Optional.empty()))
                .filter(outcome -> !FormAnswers.isNoAnswer(outcome));
    }

    /// Who writes the number of a ticket, and nothing else, wants to know of the ticket.
    private static Optional<Route> told(TurnContext turn, FlowReplies flows, Optional<Flow> open) {
        if (turn.normalized().words().size() > BARE_WORDS_MAX
                || !turn.ruling().rule().equals(Rules.OTHERWISE)
                || turn.match(turn.language()) instanceof Match.Sure) {
            return Optional.empty();
        }
        var toldIn = turn.city().flows().values().stream()
                .filter(flow -> open.filter(flow::equals).isEmpty() && flow.isToldIn(turn.text()))
                .limit(2)
                .toList();
        var because = turn.because("number", "The message is a number that only one form asks for.", List.of());
        return toldIn.size() == 1
                ? Optional.of(flows.begin(toldIn.getFirst(), because, turn.text()))
                : Optional.empty();
    }
}
