package io.glassline.router.reply;

import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Message;
import io.glassline.router.context.TurnContext;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Replies from the city's knowledge: an approved answer, a list to choose from, or that there is none.
public record AnswerReplies(TurnContext turn, ReplyBuilder reply) {

    /// What the bot answers with when it has not understood.
    public static final String NOT_UNDERSTOOD = "not-understood";

    /// The bot says so once when it does not understand; the second time in a row a person takes over.
    private static final int MISSES_MAX = 2;

    public AnswerReplies(TurnContext turn) {
        this(turn, new ReplyBuilder(turn));
    }

    public Route answer(Answer answer, Because because, Locale in) {
        var text = turn.isSpoken() ? new SpokenText(turn.city(), in).withoutLinks(answer.text(in)) : answer.text(in);
        return reply.answer(answer.id(), because, reply.withMore(text, in), in);
    }

    /// A list of `answers` and a person.
    public Route choices(List<Answer> answers, Because because) {
        var offers = Stream.concat(
                        answers.stream()
                                .map(answer -> new Message.Offer(new Choice.Answer(answer.id()).id(), title(answer))),
                        Stream.of(reply.personOffer(turn.language())))
                .toList();
        return offers(offers, because, turn.isSpoken() ? Phrase.CALL_CHOOSE : Phrase.CHOOSE, 0);
    }

    private String title(Answer answer) {
        return turn.city()
                .phrases()
                .title(answer.id(), turn.language())
                .orElseGet(() -> answer.phrasings(turn.language()).stream()
                        .findFirst()
                        .map(asked -> asked.substring(0, 1).toUpperCase(turn.language()) + asked.substring(1))
                        .orElse(answer.id()));
    }

    /// The list of before once more, for a number that is none of it.
    public Route notAChoice(Because because) {
        return offers(
                turn.session().offered(),
                because,
                Phrase.NOT_A_CHOICE,
                turn.session().misses() + 1);
    }

    private Route offers(List<Message.Offer> offers, Because because, Phrase lead, int misses) {
        return misses >= MISSES_MAX
                ? cannotAnswer(because)
                : reply.bot(
                        "choices",
                        because,
                        reply.say(lead, turn.language()),
                        offers,
                        turn.offering(offers, misses),
                        turn.language());
    }

    /// Whether a person takes over now that the bot has found no answer. A mail's writer does not sit and wait for a
    /// machine to ask again; a person answers the mail.
    public boolean isPersonsTurn() {
        return misses() >= MISSES_MAX || turn.isMail();
    }

    private int misses() {
        return turn.session().misses() + 1;
    }

    /// A person takes over, for the bot has no answer.
    public Route cannotAnswer(Because because) {
        return reply.handsOver(
                turn.city().queues().forTopic(turn.lastTopic(), turn.language()),
                Priority.NORMAL,
                because,
                Optional.of(reply.say(Phrase.CANNOT_ANSWER, turn.language())),
                turn.language());
    }

    /// The bot says that it has not understood, and offers a person.
    public Route notUnderstood(Because because) {
        var offers = List.of(reply.personOffer(turn.language()));
        return reply.bot(
                NOT_UNDERSTOOD,
                because,
                reply.say(turn.isSpoken() ? Phrase.CALL_NOT_UNDERSTOOD : Phrase.NOT_UNDERSTOOD, turn.language()),
                offers,
                turn.offering(offers, misses()),
                turn.language());
    }

    /// After an alarm nothing is misunderstood and no list is held out: people have it.
    public Route alarmStands(Because because) {
        return reply.bot(
                "alarm-stands",
                because,
                reply.say(Phrase.ALARM_STANDS, turn.language()),
                List.of(),
                turn.understood(),
                turn.language());
    }

    /// What there is to ask about.
    public Route menu(Because because) {
        return turn.isSpoken()
                ? reply.callMenu("menu", because, "", turn.language())
                : reply.bot(
                        "greeting",
                        because,
                        reply.say(Phrase.GREETING, turn.language()),
                        List.of(),
                        turn.understood(),
                        turn.language());
    }

    /// The condition of the trace that tells what the knowledge made of the message.
    public static Condition condition(String found, double confidence, boolean held) {
        return new Condition(
                "knowledge",
                "confidence in an approved answer",
                String.format(Locale.ROOT, "%s %.3f", found, confidence),
                held);
    }
}
