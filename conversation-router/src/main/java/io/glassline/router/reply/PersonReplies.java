package io.glassline.router.reply;

import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The reply to a citizen who wants a person.
public record PersonReplies(TurnContext turn) {

    /// From a list, by its key or by its button.
    public Route chosen() {
        return wanted("The citizen chose a person.", List.of(), turn.language());
    }

    /// The matter is what they ask for a person about, if they say so, else that of the open form, else what the
    /// bot last answered.
    public Route wanted(String why, List<Condition> trace, Locale in) {
        var saysWhat = turn.normalized().words().size() > TurnContext.WORDS_FOR_LANGUAGE_MIN;
        var topic = (saysWhat ? topicOf(turn.match(in)) : Optional.<String>empty())
                .or(() -> new FlowReplies(turn).open().map(Flow::topic))
                .or(turn::lastTopic);
        return new ReplyBuilder(turn)
                .handsOver(
                        turn.city().queues().forTopic(topic, in),
                        Priority.NORMAL,
                        turn.because("asked for a person", why, trace),
                        Optional.empty(),
                        in);
    }

    private static Optional<String> topicOf(Match match) {
        return switch (match) {
            case Match.Sure(var answer, var _) -> Optional.of(answer.topic());
            case Match.Unsure(var best, var _) ->
                best.stream().map(Answer::topic).distinct().count() == 1
                        ? Optional.of(best.getFirst().topic())
                        : Optional.empty();
            case Match.Nothing _ -> Optional.empty();
        };
    }
}
