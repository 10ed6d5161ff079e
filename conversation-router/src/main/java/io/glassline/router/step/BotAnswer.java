package io.glassline.router.step;

import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.router.context.TurnContext;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.queue.Queues;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.LookReplies;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.reply.SmallTalkReplies;
import io.glassline.router.reply.WaitingReplies;
import io.glassline.router.rule.Rules.Ruling;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the bot makes of a message: an approved answer, a choice, or a person when it does not know. To someone who
/// waits for a person already it gives only answers that it is sure of. It always decides.
final class BotAnswer implements RoutingStep {

    /// SOS, a siren, the cars of those who help, blood, weapons, a telephone.
    private static final Pattern CALLS_FOR_HELP = Pattern.compile("[🆘🚨🚒🚑🚓🩸🔪🔫📞☎]");

    private static final Pattern ASKS = Pattern.compile("[?？؟¿❓❔⁉]");

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return Optional.of(answer(turn, turn.ruling()));
    }

    private static Route answer(TurnContext turn, Ruling ruling) {
        if (!turn.isWords()) {
            return toPeople(turn, ruling);
        }
        if (turn.normalized().isNothing()) {
            return withoutWords(turn, ruling);
        }
        return fromKnowledge(turn, ruling);
    }

    private static Route toPeople(TurnContext turn, Ruling ruling) {
        var received = switch (turn.content()) {
            case Content.Media _ -> Phrase.MEDIA_RECEIVED;
            case Content.Place _ -> Phrase.PLACE_RECEIVED;
            case Content.Text _,
                    Content.Choice _,
                    Content.Keys _,
                    Content.Call _,
                    Content.Template _,
                    Content.Unsupported _,
                    Signal _ -> Phrase.UNSUPPORTED_RECEIVED;
        };
        return new LookReplies(turn)
                .look(
                        Queues.GENERAL,
                        Priority.NORMAL,
                        turn.because(ruling, "The bot reads only words. A person looks at this."),
                        List.of(received));
    }

    /// A thumb or a heart after an answer needs no answer; a lone question mark does, and a person sees what may be
    /// a call for help.
    private static Route withoutWords(TurnContext turn, Ruling ruling) {
        if (CALLS_FOR_HELP.matcher(turn.raw()).find()) {
            return new ReplyBuilder(turn)
                    .waitsToBeRead(
                            turn.because(ruling, "There are no words in it, but signs of need. A person looks."));
        }
        if (turn.waitsForPeople() && !ASKS.matcher(turn.raw()).find()) {
            return new ReplyBuilder(turn).staysWithPeople(turn.because(ruling, "There are no words in it."), List.of());
        }
        if (turn.conversation().messageCount() > 1
                && !ASKS.matcher(turn.raw()).find()
                && !turn.raw().isBlank()) {
            return new ReplyBuilder(turn)
                    .kept(ruling.rule(), "There are no words in it, only signs. Nothing was asked.");
        }
        return menu(turn, turn.because(ruling, "There are no words in it."));
    }

    private static Route menu(TurnContext turn, Because because) {
        return turn.waitsForPeople()
                ? new WaitingReplies(turn).stillInLine(because)
                : new AnswerReplies(turn).menu(because);
    }

    private static Route fromKnowledge(TurnContext turn, Ruling ruling) {
        var in = turn.language();
        var match = turn.match(in);
        if (!(match instanceof Match.Sure) && turn.normalized().words().size() < TurnContext.WORDS_FOR_LANGUAGE_MIN) {
            // Too short to tell its language: "basura" is understood in Spanish and not in English.
            for (var other : turn.city().languages()) {
                if (!other.getLanguage().equals(turn.language().getLanguage())
                        && turn.match(other) instanceof Match.Sure sure) {
                    match = sure;
                    in = other;
                }
            }
        }
        var replies = new AnswerReplies(turn);
        if (!(match instanceof Match.Sure) && turn.isAlarmed()) {
            return replies.alarmStands(turn.because(ruling, "There was an alarm, and people have been told."));
        }
        return switch (match) {
            case Match.Sure(var answer, var confidence) -> {
                var condition = AnswerReplies.condition("sure " + answer.id(), confidence, true);
                yield replies.answer(
                        answer, turn.because(ruling, "The bot knows an approved answer to this.", condition), in);
            }
            case Match.Unsure _, Match.Nothing _
            when turn.waitsForPeople() ->
                new WaitingReplies(turn)
                        .added(turn.because(
                                "with people",
                                "People were asked already. The bot is not sure of an answer, so it adds this.",
                                List.of()));
            case Match.Unsure(var best, var confidence) -> {
                var names = String.join(", ", best.stream().map(Answer::id).toList());
                var condition = AnswerReplies.condition("unsure " + names, confidence, false);
                yield replies.choices(
                        best,
                        turn.because(
                                ruling,
                                "It may be one of several things the bot knows. The citizen chooses.",
                                condition));
            }
            case Match.Nothing(var confidence) -> {
                var condition = AnswerReplies.condition("nothing", confidence, false);
                if (turn.city().dialogue().isAbuse(turn.normalized().text())) {
                    yield new SmallTalkReplies(turn)
                            .insulted(turn.because(
                                    ruling, "There are words of abuse in it, and no question.", condition));
                }
                yield replies.isPersonsTurn()
                        ? replies.cannotAnswer(turn.because(
                                ruling, "The bot has no approved answer to this. A person answers.", condition))
                        : replies.notUnderstood(turn.because(
                                ruling,
                                "The bot has no approved answer to this. It says so once and offers a person.",
                                condition));
            }
        };
    }
}
