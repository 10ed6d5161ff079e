package io.glassline.router;

import io.glassline.conversation.Session;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Message;
import io.glassline.router.gate.Keywords;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.queue.Queues;
import io.glassline.router.rule.Rules;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the bot makes of a message: a greeting, an approved answer, a choice, or a person when it does not know.
record Bot(Known known, Saying saying, Answers knowledge) {

    /// The id of a choice that is an approved answer begins so.
    static final String ANSWER = "answer:";

    /// The bot says so once when it does not understand; the second time in a row a person takes over.
    private static final int MISSES_MAX = 2;

    Route decide(Rules.Ruling ruling) {
        if (!known.isWords()) {
            return saying.handsOver(
                    Queues.GENERAL,
                    Priority.NORMAL,
                    known.because(ruling, "The bot reads only words. A person looks at this."),
                    Optional.of(saying.say(known.received(), known.language())),
                    known.language());
        }
        if (known.said().isNothing()) {
            return withoutWords(ruling);
        }
        var gates = known.city().gates();
        var greeting = gates.greeting().in(known.said()).or(() -> gates.start().in(known.said()));
        if (greeting.isPresent()) {
            return greets(known.because(ruling, "The citizen says hello."), greeting.get());
        }
        var menu = gates.menu().in(known.said()).or(() -> gates.help().in(known.said()));
        if (menu.isPresent()) {
            return greets(known.because(ruling, "The citizen asks what there is."), menu.get());
        }
        if (known.situation().spoken() && gates.yes().in(known.said()).isPresent()) {
            return menu(known.because(ruling, "The caller says yes, and there is something else."));
        }
        var thanks = gates.thanks().in(known.said());
        if (thanks.isPresent()) {
            return thanked(known.because(ruling, "The citizen says thanks or is done."), thanks.get());
        }
        return fromKnowledge(ruling);
    }

    /// A thumb or a heart after an answer needs no answer; a lone question mark does.
    private Route withoutWords(Rules.Ruling ruling) {
        if (known.conversation().messageCount() > 1
                && !known.raw().contains("?")
                && !known.raw().isBlank()) {
            return saying.kept(ruling.rule(), "There are no words in it, only signs. Nothing was asked.");
        }
        return menu(known.because(ruling, "There are no words in it."));
    }

    private Route greets(Because because, Keywords.Heard heard) {
        var in = known.spoken(heard);
        if (known.situation().spoken()) {
            return saying.callMenu("greeting", because, "", in);
        }
        return saying.bot("greeting", because, saying.say(Phrase.GREETING, in), List.of(), known.understood(), in);
    }

    Route menu(Because because) {
        return known.situation().spoken()
                ? saying.callMenu("menu", because, "", known.language())
                : saying.bot(
                        "greeting",
                        because,
                        saying.say(Phrase.GREETING, known.language()),
                        List.of(),
                        known.understood(),
                        known.language());
    }

    private Route thanked(Because because, Keywords.Heard heard) {
        var in = known.spoken(heard);
        var phrase = known.situation().spoken() ? Phrase.CALL_THANKS : Phrase.THANKS;
        var thanks = saying.bot("thanks", because, saying.say(phrase, in), List.of(), known.understood(), in);
        var next = thanks.session();
        // Thanks do not make the bot forget what it answered, nor what that was about.
        var remembered = new Session(
                next.flow(),
                next.offered(),
                next.disclosed(),
                next.misses(),
                known.session().lastSaid().or(next::lastSaid));
        return new Route.Decided(thanks.decision(), thanks.stage(), remembered, in, thanks.replies(), List.of());
    }

    private Route fromKnowledge(Rules.Ruling ruling) {
        var in = known.language();
        var match = knowledge.match(known.text(), in);
        if (!(match instanceof Match.Sure) && known.said().words().size() < Known.WORDS_FOR_LANGUAGE_MIN) {
            // Too short to tell its language: "basura" is understood in Spanish and not in English.
            for (var other : known.city().languages()) {
                if (!other.getLanguage().equals(known.language().getLanguage())
                        && knowledge.match(known.text(), other) instanceof Match.Sure sure) {
                    match = sure;
                    in = other;
                }
            }
        }
        return switch (match) {
            case Match.Sure(var answer, var confidence) ->
                answers(
                        answer,
                        known.because(
                                ruling,
                                "The bot knows an approved answer to this.",
                                knows("sure " + answer.id(), confidence, true)),
                        in);
            case Match.Unsure(var bestThree, var confidence) -> choices(ruling, bestThree, confidence);
            case Match.Nothing(var confidence) -> misses(ruling, confidence);
        };
    }

    Route answers(Answer answer, Because because, Locale in) {
        var text = known.situation().spoken()
                ? new Speaking(known.city(), in).withoutLinks(answer.text(in))
                : answer.text(in);
        return saying.bot(answer.id(), because, saying.withMore(text, in), List.of(), known.understood(), in);
    }

    private Route choices(Rules.Ruling ruling, List<Answer> best, double confidence) {
        var offers = Stream.concat(
                        best.stream().map(answer -> new Message.Offer(ANSWER + answer.id(), title(answer))),
                        Stream.of(saying.personOffer(known.language())))
                .toList();
        var names = String.join(", ", best.stream().map(Answer::id).toList());
        var because = known.because(
                ruling,
                "It may be one of several things the bot knows. The citizen chooses.",
                knows("unsure " + names, confidence, false));
        return offersAgain(
                because,
                offers,
                saying.say(known.situation().spoken() ? Phrase.CALL_CHOOSE : Phrase.CHOOSE, known.language()),
                0);
    }

    private String title(Answer answer) {
        return known.city()
                .phrases()
                .title(answer.id(), known.language())
                .orElseGet(() -> answer.phrasings(known.language()).stream()
                        .findFirst()
                        .map(asked -> asked.substring(0, 1).toUpperCase(known.language()) + asked.substring(1))
                        .orElse(answer.id()));
    }

    Route offersAgain(Because because, List<Message.Offer> offers, String lead, int misses) {
        if (misses >= MISSES_MAX) {
            return saying.handsOver(
                    known.city().queues().forTopic(known.lastTopic(), known.language()),
                    Priority.NORMAL,
                    because,
                    Optional.of(saying.say(Phrase.CANNOT_ANSWER, known.language())),
                    known.language());
        }
        return saying.bot("choices", because, lead, offers, known.offering(offers, misses), known.language());
    }

    /// A mail's writer does not sit and wait for a machine to ask again; a person answers the mail.
    private Route misses(Rules.Ruling ruling, double confidence) {
        var misses = known.session().misses() + 1;
        var knows = knows("nothing", confidence, false);
        if (misses >= MISSES_MAX || known.channel().equals(Known.EMAIL)) {
            return saying.handsOver(
                    known.city().queues().forTopic(known.lastTopic(), known.language()),
                    Priority.NORMAL,
                    known.because(ruling, "The bot has no approved answer to this. A person answers.", knows),
                    Optional.of(saying.say(Phrase.CANNOT_ANSWER, known.language())),
                    known.language());
        }
        var offers = List.of(saying.personOffer(known.language()));
        return saying.bot(
                "not-understood",
                known.because(
                        ruling, "The bot has no approved answer to this. It says so once and offers a person.", knows),
                saying.say(
                        known.situation().spoken() ? Phrase.CALL_NOT_UNDERSTOOD : Phrase.NOT_UNDERSTOOD,
                        known.language()),
                offers,
                known.offering(offers, misses),
                known.language());
    }

    static Condition knows(String what, double confidence, boolean held) {
        return new Condition(
                "knowledge",
                "confidence in an approved answer",
                String.format(Locale.ROOT, "%s %.3f", what, confidence),
                held);
    }
}
