package io.glassline.router.reply;

import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The reply to a citizen who wants a person.
public record PersonReplies(TurnContext turn) {

    /// Fewer words beside the wish name no matter.
    private static final int MATTER_WORDS_MIN = 2;

    private static final Pattern CLAUSE_END =
            Pattern.compile("(?iU)[,.;:!?\\n]+|\\b(?:and|but|so|y|pero|as[ií] que)\\b");

    /// From a list, by its key or by its button.
    public Route chosen() {
        return wanted("The citizen chose a person.", List.of(), turn.language());
    }

    /// The matter is what they ask for a person about, if they say so, else that of the open form, else what the
    /// bot last answered.
    public Route wanted(String why, List<Condition> trace, Locale in) {
        var saysWhat = turn.normalized().words().size() > TurnContext.WORDS_FOR_LANGUAGE_MIN;
        var said = saysWhat ? besideWish(in).or(() -> topicOf(turn.match(in))) : Optional.<String>empty();
        var because = turn.because("asked for a person", why, trace);
        if (turn.waitsForPeople() && said.isEmpty()) {
            return new WaitingReplies(turn).stillInLine(because);
        }
        var topic = said.or(() -> new FlowReplies(turn).open().map(Flow::topic)).or(turn::lastTopic);
        return new ReplyBuilder(turn)
                .handsOver(turn.city().queues().forTopic(topic, in), Priority.NORMAL, because, Optional.empty(), in);
    }

    /// What the clauses beside the wish are about: "my bin was missed, I want to talk to a person".
    private Optional<String> besideWish(Locale in) {
        var person = turn.city().gates().person();
        var rest = Stream.of(CLAUSE_END.split(turn.text()))
                .filter(clause -> person.in(NormalizedText.of(clause), in).isEmpty())
                .collect(Collectors.joining(" "));
        return NormalizedText.of(rest).words().size() < MATTER_WORDS_MIN
                ? Optional.empty()
                : switch (turn.match(rest, in)) {
                    case Match.Sure(var answer, var _) -> Optional.of(answer.topic());
                    case Match.Unsure(var best, var _) ->
                        Optional.of(best.getFirst().topic());
                    case Match.Nothing _ -> Optional.empty();
                };
    }

    /// To be called back: the line is freed, and the caller stands in line. Who keeps the number back must say it.
    public Route calledBack() {
        var because = turn.because("call back", "The caller wants to be called back.", List.of());
        var isWithheld = turn.conversation().lane().citizen().isWithheld();
        var text = new ReplyBuilder(turn).say(isWithheld ? Phrase.CALL_MESSAGE : Phrase.CALL_BACK, turn.language());
        var queue = turn.conversation().stage() instanceof Stage.Waiting waiting
                ? waiting.queue()
                : turn.city().queues().forTopic(turn.lastTopic(), turn.language());
        return new WaitingReplies(turn).inLine(queue, because, text, isWithheld ? Waits.LEAVING_MESSAGE : Waits.LET_GO);
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
