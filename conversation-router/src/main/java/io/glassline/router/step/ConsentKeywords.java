package io.glassline.router.step;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Keywords;
import io.glassline.router.gate.Refusals;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// STOP, START and HELP, when they are the whole message, and STOP in plain words, when it is the whole
/// sense of it. On the phone they are words like any other.
final class ConsentKeywords implements RoutingStep {

    private static final int LEDGER_WORDS_MAX_CHARS = 200;

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.isSpoken()) {
            return Optional.empty();
        }
        var gates = turn.city().gates();
        return heard(turn, gates.stop())
                .map(stop -> stop(turn, stop.language(), heardIn(stop)))
                .or(() -> heard(turn, gates.start())
                        .or(() -> turn.isOptedOut() ? heard(turn, gates.yes()) : Optional.empty())
                        .filter(_ -> turn.isOptedOut() || !isTelegramOpening(turn))
                        .map(start -> start(turn, start)))
                .or(() -> heard(turn, gates.help())
                        .filter(_ -> !turn.isMarked(Mark.NO_AUTOMATIC_ANSWER)) // a person helps
                        .map(help -> help(turn, help)))
                .or(() -> refusal(turn).map(refused -> stop(turn, refused.language(), heardIn(refused))))
                .or(() -> turn.isMarked(Mark.KEYWORD_ANSWERED_BY_PROVIDER)
                        ? Optional.of(providersWord(turn))
                        : Optional.empty());
    }

    /// A keyword is the whole message, whether it is written, stands below a picture or on a button. Of a mail
    /// that is what stands below its subject, too: whoever writes STOP to us by mail may have to write
    /// something above it. Of a button it is what the button sends, too: its label may say it in a sentence.
    static Optional<Keywords.Hit> heard(TurnContext turn, Keywords keywords) {
        return turn.heard(keywords)
                .or(() -> belowTheSubject(turn).flatMap(keywords::in))
                .or(() -> turn.content() instanceof Content.Choice(var id, var _)
                        ? keywords.in(NormalizedText.of(id))
                        : Optional.empty());
    }

    private static Optional<NormalizedText> belowTheSubject(TurnContext turn) {
        var end = turn.raw().indexOf('\n');
        return turn.isMail() && end >= 0
                ? Optional.of(NormalizedText.of(turn.raw().substring(end + 1)))
                : Optional.empty();
    }

    /// Telegram sends `/start` when someone first opens the bot. That is a greeting.
    private static boolean isTelegramOpening(TurnContext turn) {
        return turn.raw().strip().startsWith("/");
    }

    /// A certain refusal in plain words. "Stop, he is bleeding" is none: what may be an emergency is
    /// looked at as one.
    private static Optional<Refusals.Hit> refusal(TurnContext turn) {
        return PlainRefusal.in(turn)
                .filter(Refusals.Hit::isCertain)
                .filter(_ -> turn.city()
                        .gates()
                        .alarmByPattern(turn.normalized(), turn.language())
                        .isEmpty());
    }

    private static Route stop(TurnContext turn, Optional<Locale> language, List<Condition> heard) {
        var in = language.orElse(turn.language());
        if (!isProven(turn) && !turn.isOptedOut()) {
            return askBack(turn, in, heard, Phrase.CONFIRM_STOP);
        }
        var because = turn.because("stop", "The whole message means: write to me no more.", heard);
        var replies = turn.isOptedOut() ? List.<Reply>of() : replies(turn, stopConfirmed(turn), in);
        var standing = Optional.of(Standing.OPTED_OUT).filter(_ -> !turn.isOptedOut());
        return gated(turn, because, replies, standing, in);
    }

    private static Phrase stopConfirmed(TurnContext turn) {
        return switch (turn.channel()) {
            case "sms" -> Phrase.STOP_CONFIRMED;
            case "email" -> Phrase.STOP_CONFIRMED_MAIL;
            default -> Phrase.STOP_CONFIRMED_CHAT;
        };
    }

    private static Route start(TurnContext turn, Keywords.Hit heard) {
        if (!isProven(turn)) {
            return askBack(turn, turn.languageOf(heard), heardIn(heard), Phrase.CONFIRM_START);
        }
        var because =
                turn.because("start", "The whole message is a word that means: write to me again.", heardIn(heard));
        return gated(
                turn,
                because,
                replies(turn, Phrase.START_CONFIRMED, turn.languageOf(heard)),
                Optional.of(Standing.OPTED_IN),
                turn.languageOf(heard));
    }

    private static Route help(TurnContext turn, Keywords.Hit heard) {
        var because = turn.because("help", "The whole message asks for help.", heardIn(heard));
        var in = turn.languageOf(heard);
        return gated(turn, because, replies(turn, Phrase.HELP, in), Optional.empty(), in);
    }

    /// None where the provider has answered the keyword itself.
    private static List<Reply> replies(TurnContext turn, Phrase phrase, Locale in) {
        return turn.isMarked(Mark.KEYWORD_ANSWERED_BY_PROVIDER)
                ? List.of()
                : List.of(new ReplyBuilder(turn).fixed(phrase, in));
    }

    /// A word that the citizen's provider knows and has dealt with, and our lists do not.
    private static Route providersWord(TurnContext turn) {
        var because = turn.because("keyword", "The provider knows this word and has dealt with it.", List.of());
        return new Route.Decided(
                new RoutingDecision.Gated(because.rule(), because),
                turn.conversation().stage(),
                turn.session(),
                turn.language(),
                List.of(),
                List.of());
    }

    /// A mail's sender is proven by their provider, or because they answer what we asked at their address: only who
    /// reads that has its id, which is signed.
    private static boolean isProven(TurnContext turn) {
        var asked = turn.session().consentAsked();
        return !turn.isMarked(Mark.SENDER_UNPROVEN)
                || asked.isPresent()
                        && turn.message().thread().flatMap(MailThread::answers).equals(asked);
    }

    /// A mail whose sender is not proven changes nobody's consent: anyone could have written it. Whoever has the
    /// address is asked, once. After that a person looks.
    private static Route askBack(TurnContext turn, Locale in, List<Condition> heard, Phrase question) {
        var reply = new ReplyBuilder(turn);
        if (turn.consent().told() || turn.isMarked(Mark.NO_AUTOMATIC_ANSWER) || isAnsweredElsewhere(turn)) {
            return reply.waitsToBeRead(turn.because(
                    "sender unproven",
                    "The mail's sender is not proven, so a machine changes no consent for it. A person looks at it.",
                    heard));
        }
        var because = turn.because(
                "sender unproven",
                "The mail's sender is not proven. Whoever has the address is asked whether they meant it.",
                heard);
        return new Route.Decided(
                new RoutingDecision.Gated("confirm", because),
                turn.conversation().stage(),
                turn.session().askingConsent(turn.message().id().answer(0)),
                in,
                List.of(reply.fixed(question, in)),
                List.of(line(turn, turn.consent().standing(), ConsentChange.TOLD)));
    }

    /// Whether an answer would go to another address than the one in question.
    static boolean isAnsweredElsewhere(TurnContext turn) {
        return turn.message()
                .thread()
                .flatMap(MailThread::replyTo)
                .filter(address -> !address.equals(turn.message().from().value()))
                .isPresent();
    }

    /// The gate has the name of its rule.
    private static Route gated(
            TurnContext turn, Because because, List<Reply> replies, Optional<Standing> standing, Locale in) {
        var consents = standing.map(to -> line(turn, to, ConsentChange.KEYWORD)).stream()
                .toList();
        return new Route.Decided(
                new RoutingDecision.Gated(because.rule(), because),
                turn.conversation().stage(),
                standing.isPresent() ? turn.understood() : turn.session(),
                in,
                replies,
                consents);
    }

    /// A line of the ledger, in the citizen's own words.
    static ConsentChange line(TurnContext turn, Standing to, String how) {
        return new ConsentChange(
                turn.conversation().lane(),
                ConsentChange.ALL,
                to,
                how,
                turn.raw().substring(0, Math.min(turn.raw().length(), LEDGER_WORDS_MAX_CHARS)),
                turn.message().receivedAt());
    }

    private static List<Condition> heardIn(Refusals.Hit heard) {
        return List.of(new Condition("refusal", "the whole message refuses messages", heard.phrase(), true));
    }

    private static List<Condition> heardIn(Keywords.Hit heard) {
        return List.of(new Condition("keywords", "the whole message is a keyword", heard.word(), true));
    }
}
