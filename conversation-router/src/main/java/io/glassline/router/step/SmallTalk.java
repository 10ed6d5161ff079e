package io.glassline.router.step;

import io.glassline.conversation.Topic;
import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.Chitchat;
import io.glassline.router.gate.LearntSmallTalk;
import io.glassline.router.knowledge.Match;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.reply.SmallTalkReplies;
import io.glassline.router.reply.WaitingReplies;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A greeting, thanks, a goodbye, a laugh, an insult: short answers of their own, and none of them is a question that
/// was not understood.
final class SmallTalk implements RoutingStep {

    /// From this likelihood on it is small talk. Of the small talk that is learnt from, each judged by a classifier
    /// that had not seen it, 63 % is heard by that alone, and 0.8 % of all else that people write, most of which is
    /// small talk in other words; of 1,631 questions to a city five, before its knowledge is asked.
    private static final double LEARNT_MIN = 0.45;

    /// Kinds that ask something, of the machine and not of the city.
    private static final Set<Chitchat> ASKING =
            EnumSet.of(Chitchat.IDENTITY, Chitchat.HOW_ARE_YOU, Chitchat.GREETING, Chitchat.WAIT);

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (!turn.isWords() || turn.normalized().isNothing()) {
            return Optional.empty();
        }
        return turn.waitsForPeople() ? whileWaiting(turn) : small(turn);
    }

    /// Whether the whole message is a keyword or a pattern of small talk.
    static boolean isAny(TurnContext turn) {
        var gates = turn.city().gates();
        return List.of(gates.greeting(), gates.start(), gates.menu(), gates.help(), gates.thanks(), gates.yes())
                        .stream()
                        .anyMatch(keywords -> turn.heard(keywords).isPresent())
                || kindByPattern(turn).isPresent();
    }

    private static Optional<Chitchat> kindByPattern(TurnContext turn) {
        return Arrays.stream(Chitchat.values())
                .filter(kind -> turn.says(turn.city().dialogue().chitchat(kind)))
                .findFirst();
    }

    /// What was learnt is asked last, and hears no small talk in what the city's knowledge is sure of, nor in what
    /// asks something: "thanks! and when is trash day" is answered for its wish.
    static Optional<Learnt> learnt(TurnContext turn) {
        if (!(turn.content() instanceof Content.Text)) {
            return Optional.empty();
        }
        return LearntSmallTalk.in(turn.readings())
                .filter(hit -> hit.likelihood() >= LEARNT_MIN)
                .flatMap(hit -> Chitchat.of(hit.kind()).map(kind -> new Learnt(kind, hit.likelihood())))
                .filter(hit -> ASKING.contains(hit.kind()) || !turn.isQuestion())
                .filter(_ -> turn.city().languages().stream().noneMatch(in -> turn.match(in) instanceof Match.Sure));
    }

    /// Small talk by what was learnt, and how likely that is.
    record Learnt(Chitchat kind, double likelihood) {

        Condition condition() {
            return new Condition(
                    "small talk", "learnt", String.format(Locale.ROOT, "%s %.2f", kind.key(), likelihood), true);
        }
    }

    private static Optional<Route> small(TurnContext turn) {
        var gates = turn.city().gates();
        var greeting = turn.heard(gates.greeting()).or(() -> turn.heard(gates.start()));
        if (greeting.isPresent()) {
            return Optional.of(new SmallTalkReplies(turn)
                    .greeting(because(turn, "The citizen says hello."), turn.languageOf(greeting.get())));
        }
        var menu = turn.heard(gates.menu()).or(() -> turn.heard(gates.help()));
        if (menu.isPresent()) {
            var because = because(turn, "The citizen asks what there is.");
            return Optional.of(menu(turn, because, turn.languageOf(menu.get())));
        }
        var kind = kindByPattern(turn);
        if (kind.isPresent()) {
            var because = because(turn, "It is small talk and asks for nothing.");
            return Optional.of(new SmallTalkReplies(turn).answer(kind.get(), because));
        }
        if (turn.heard(gates.yes()).isPresent()) {
            return Optional.of(yes(turn));
        }
        return turn.heard(gates.thanks())
                .map(heard -> new SmallTalkReplies(turn)
                        .thanks(because(turn, "The citizen says thanks or is done."), turn.languageOf(heard)))
                .or(() -> learnt(turn)
                        .map(heard -> new SmallTalkReplies(turn)
                                .answer(
                                        heard.kind(),
                                        turn.because(
                                                turn.ruling(),
                                                "It is small talk by what was learnt, and asks for nothing.",
                                                heard.condition()))));
    }

    /// Whoever waits and asks whether anyone is there hears who comes, and when. Thanks need no answer.
    private static Optional<Route> whileWaiting(TurnContext turn) {
        var waiting = new WaitingReplies(turn);
        var because = turn.because("while waiting", "Small talk while a person is on the way.", List.of());
        if (turn.heard(turn.city().gates().greeting()).isPresent()
                || turn.heard(turn.city().gates().menu()).isPresent()) {
            return Optional.of(waiting.stillInLine(because));
        }
        if (turn.heard(turn.city().gates().thanks()).isPresent()
                || turn.heard(turn.city().gates().yes()).isPresent()) {
            return Optional.of(new ReplyBuilder(turn).staysWithPeople(because, List.of()));
        }
        return kindByPattern(turn).or(() -> learnt(turn).map(Learnt::kind)).map(kind -> switch (kind) {
            case IDENTITY, HOW_ARE_YOU ->
                waiting.says(because, new SmallTalkReplies(turn).words(kind, turn.language()));
            case INSULT, NEVER_MIND, GREETING -> waiting.stillInLine(because);
            case FAREWELL, PRAISE, LAUGHTER, THANKS, AGREEMENT, DECLINE, WAIT, APOLOGY ->
                new ReplyBuilder(turn).staysWithPeople(because, List.of());
        });
    }

    /// Whoever asks what there is begins anew.
    private static Route menu(TurnContext turn, Because because, Locale in) {
        var reply = new ReplyBuilder(turn);
        var anew = turn.understood().about(Topic.NONE, Optional.empty());
        return turn.isSpoken()
                ? reply.callMenu("greeting", because, "", in)
                : reply.bot("greeting", because, reply.say(Phrase.GREETING, in), List.of(), anew, in);
    }

    /// Yes, and nothing was held out: a caller was asked whether there is more; a writer may have details to send.
    private static Route yes(TurnContext turn) {
        if (turn.isSpoken()) {
            return new AnswerReplies(turn).menu(because(turn, "The caller says yes, and there is something else."));
        }
        var isAsked =
                turn.lastAnswer().filter(answer -> !answer.asksFor().isEmpty()).isPresent();
        var reply = new ReplyBuilder(turn);
        return reply.bot(
                "all-right",
                because(turn, "The citizen says yes, and nothing was held out."),
                reply.say(isAsked ? Phrase.SEND_DETAILS : Phrase.ALL_RIGHT, turn.language()),
                List.of(),
                turn.understood(),
                turn.language());
    }

    private static Because because(TurnContext turn, String why) {
        return turn.because(turn.ruling(), why);
    }
}
