package io.glassline.router;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.Content;
import io.glassline.router.gate.Keywords;
import io.glassline.router.queue.Queues;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.Said;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What comes before any rule, and is no matter of words alone: machines, consent, emergencies, and the people who
/// have the conversation already.
record Gatekeeping(Known known, Saying saying) {

    private static final int LEDGER_WORDS_MAX_CHARS = 200;

    Optional<Route> route() {
        return automaticMail()
                .or(this::consentKeyword)
                .or(this::emergency)
                .or(this::optedOut)
                .or(this::withPeople);
    }

    /// What a machine wrote is nobody's consent and nobody's emergency.
    private Optional<Route> automaticMail() {
        if (!known.message().marks().contains(Mark.AUTOMATIC)) {
            return Optional.empty();
        }
        return Optional.of(saying.kept("automatic mail", "A machine wrote this mail. Machines get no answer."));
    }

    private Optional<Route> consentKeyword() {
        if (known.situation().spoken() || !(known.message().content() instanceof Content.Text)) {
            return Optional.empty(); // on the phone these are words like any other
        }
        var gates = known.city().gates();
        if (known.session().flow().isPresent() && known.withBot() && !known.isOptedOut()) {
            var leaves = gates.leaveFlow().in(known.said());
            if (leaves.isPresent()) {
                return Optional.of(leavesFlow(known.spoken(leaves.get())));
            }
        }
        return heard(gates.stop())
                .map(this::stops)
                .or(() -> heard(gates.start())
                        .or(() -> known.isOptedOut() ? heard(gates.yes()) : Optional.empty())
                        .filter(_ -> known.isOptedOut() || !isTelegramOpening())
                        .map(this::starts))
                .or(() -> heard(gates.help()).map(this::helps));
    }

    /// A keyword is the whole message. Of a mail that is what stands below its subject, too: whoever writes STOP to us
    /// by mail may have to write something above it.
    private Optional<Keywords.Heard> heard(Keywords keywords) {
        return keywords.in(known.said()).or(() -> belowTheSubject().flatMap(keywords::in));
    }

    private Optional<Said> belowTheSubject() {
        var end = known.raw().indexOf('\n');
        return known.message().from().channel().name().equals(Known.EMAIL) && end >= 0
                ? Optional.of(Said.of(known.raw().substring(end + 1)))
                : Optional.empty();
    }

    /// Telegram sends `/start` when someone first opens the bot. That is a greeting.
    private boolean isTelegramOpening() {
        return known.raw().strip().startsWith("/");
    }

    private Route leavesFlow(Locale in) {
        var because = known.because(
                "leave flow",
                "The whole message is a word that leaves an open form; inside a form that is what it means.",
                List.of());
        return saying.bot("leave-flow", because, saying.say(Phrase.FLOW_LEFT, in), List.of(), known.understood(), in);
    }

    private Route stops(Keywords.Heard heard) {
        if (known.message().marks().contains(Mark.SENDER_UNPROVEN)) {
            return unprovenConsent(heard);
        }
        var because =
                known.because("stop", "The whole message is a word that means: write to me no more.", heardIn(heard));
        var replies = known.isOptedOut() || known.answeredByProvider()
                ? List.<Reply>of()
                : List.of(Saying.fixed(saying.say(Phrase.STOP_CONFIRMED, known.spoken(heard))));
        return gated("stop", because, replies, Optional.of(Standing.OPTED_OUT), known.spoken(heard));
    }

    private Route starts(Keywords.Heard heard) {
        if (known.message().marks().contains(Mark.SENDER_UNPROVEN)) {
            return unprovenConsent(heard);
        }
        var because =
                known.because("start", "The whole message is a word that means: write to me again.", heardIn(heard));
        var replies = known.answeredByProvider()
                ? List.<Reply>of()
                : List.of(Saying.fixed(saying.say(Phrase.START_CONFIRMED, known.spoken(heard))));
        return gated("start", because, replies, Optional.of(Standing.OPTED_IN), known.spoken(heard));
    }

    private Route helps(Keywords.Heard heard) {
        var because = known.because("help", "The whole message asks for help.", heardIn(heard));
        var replies = known.answeredByProvider()
                ? List.<Reply>of()
                : List.of(Saying.fixed(saying.say(Phrase.HELP, known.spoken(heard))));
        return gated("help", because, replies, Optional.empty(), known.spoken(heard));
    }

    /// A mail whose sender is not proven changes nobody's consent: anyone could have written it. A person looks.
    private Route unprovenConsent(Keywords.Heard heard) {
        var because = known.because(
                "sender unproven",
                "The mail's sender is not proven, so a machine changes no consent for it. A person looks at it.",
                heardIn(heard));
        return saying.toQueue(Queues.GENERAL, Priority.NORMAL, because, List.of(), known.session(), known.language());
    }

    private Route gated(String gate, Because because, List<Reply> replies, Optional<Standing> standing, Locale in) {
        var consents = standing
                .map(to -> new ConsentChange(
                        known.conversation().lane(),
                        ConsentChange.ALL,
                        to,
                        "keyword",
                        known.raw().substring(0, Math.min(known.raw().length(), LEDGER_WORDS_MAX_CHARS)),
                        known.message().receivedAt()))
                .stream()
                .toList();
        var next = standing.isPresent() ? known.understood() : known.session();
        return new Route.Decided(
                new RoutingDecision.Gated(gate, because), known.conversation().stage(), next, in, replies, consents);
    }

    private static List<Condition> heardIn(Keywords.Heard heard) {
        return List.of(new Condition("keywords", "the whole message is a keyword", heard.word(), true));
    }

    Optional<Route> emergency() {
        return known.city().gates().alarm(known.said(), known.language()).map(alarm -> {
            var name = "emergency: " + alarm.emergency().name();
            var because = known.because(
                    name,
                    "The words point to an emergency. Nothing but fixed words is said, and people are told at once.",
                    List.of(new Condition(name, alarm.found().pattern(), "found in the message", true)));
            var in = alarm.found().language(); // its own language was tried first
            var stage = known.conversation().stage() instanceof Stage.Waiting waiting
                            && waiting.queue().equals(Queues.EMERGENCY)
                    ? waiting
                    : new Stage.Waiting(Queues.EMERGENCY, Priority.EMERGENCY, known.now());
            return new Route.Decided(
                    new RoutingDecision.ToQueue(Queues.EMERGENCY, Priority.EMERGENCY, because),
                    stage,
                    known.understood(),
                    in,
                    List.of(Saying.fixed(saying.say(alarm.emergency().says(), in))),
                    List.of());
        });
    }

    /// Someone who calls is answered: it is writing to them that they stopped.
    private Optional<Route> optedOut() {
        if (!known.isOptedOut() || known.situation().spoken()) {
            return Optional.empty();
        }
        return Optional.of(
                saying.kept("opted out", "This citizen said STOP. The message is kept, and nothing is sent."));
    }

    private Optional<Route> withPeople() {
        if (known.withBot()) {
            return Optional.empty();
        }
        var because = known.because("with people", "People have this conversation already.", List.of());
        var replies = known.message().content() instanceof Content.Call
                ? List.of(Saying.fixed(saying.say(Phrase.CALL_STILL_HOLDING, known.language())))
                : List.<Reply>of();
        return Optional.of(saying.staysWithPeople(because, replies));
    }
}
