package io.glassline.turn;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.ConsentEvent;
import io.glassline.audit.MessageEvent;
import io.glassline.audit.RatingEvent;
import io.glassline.audit.ReceiptEvent;
import io.glassline.audit.RequestEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Channels;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.Traffic;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.phrasing.Phrasing;
import io.glassline.rating.Rating;
import io.glassline.rating.RatingStep;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.routing.Burst;
import io.glassline.routing.CityRequest;
import io.glassline.routing.Flood;
import io.glassline.routing.FreshLinks;
import io.glassline.routing.Lookup;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RouterCall;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.routing.Ruleset;
import io.glassline.routing.Rulesets;
import io.glassline.routing.Situation;
import io.glassline.routing.Submission;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks the router about a lane's next message, and makes of its answer all that follows: one [Change].
///
/// A message that makes no sense alone may be the first of several: then it waits a few seconds for the next, and is
/// read together with it ([Burst]). Until then nothing of it is written, so that a crash leaves it as it came.
final class TurnDecisions {

    /// How many look-ups one decision may ask for.
    private static final int LOOKUPS_MAX = 8;

    private static final String PHRASED = "whether a model phrased the answer";

    private final ConversationStore store;
    private final ConsentLedger ledger;
    private final CodesBack codes;
    private final ReceiptLinks receipts;
    private final Rulesets rulesets;
    private final Channels channels;
    private final Supplier<QueueLines> queueLines;
    private final AuditEntries audit;
    private final InstantSource clock;

    TurnDecisions(
            ConversationStore store,
            ConsentLedger ledger,
            CodesBack codes,
            ReceiptLinks receipts,
            Rulesets rulesets,
            Channels channels,
            Supplier<QueueLines> queueLines,
            AuditEntries audit,
            InstantSource clock) {
        this.store = store;
        this.ledger = ledger;
        this.codes = codes;
        this.receipts = receipts;
        this.rulesets = rulesets;
        this.channels = channels;
        this.queueLines = queueLines;
        this.audit = audit;
        this.clock = clock;
    }

    sealed interface Outcome {

        /// What becomes true, how many messages it is about, and what the router was asked about them.
        record Decided(Change change, int messages, List<RouterCall> calls) implements Outcome {}

        /// The first message waits for more words until then, unless they come before.
        record Waits(Instant until) implements Outcome {}
    }

    /// Decides about the first of `unfinished`, which are the lane's, in order, and about those after it that are
    /// read together with it.
    Outcome decide(Conversation before, List<Inbound> unfinished) {
        var turn = new Turn(before);
        for (var accepted : unfinished) {
            var next = unfinished.stream().skip(turn.burst.size() + 1L).findFirst();
            switch (turn.take(accepted, next)) {
                case Route.Waits(var until) -> {
                    return new Outcome.Waits(until);
                }
                case Route.WithNext _ -> {}
                case Route.Decided _ -> {
                    return new Outcome.Decided(turn.change(), turn.burst.size(), turn.calls);
                }
                case Route.Needs(var lookup, var _) ->
                    throw new IllegalStateException("unanswered look-up " + lookup.name());
            }
        }
        throw new IllegalStateException("the router reads a message together with one that is not there");
    }

    /// One decision in the making, by one rule set.
    private final class Turn {

        private final Ruleset ruleset;
        private final Instant now = clock.instant();
        private final List<Inbound> burst = new ArrayList<>();
        private final List<Message> messages = new ArrayList<>();
        private final List<Change.Decision> decisions = new ArrayList<>();
        private final List<Send> sends = new ArrayList<>();
        private final List<CityRequest> requests = new ArrayList<>();
        private final List<AuditEntry> entries = new ArrayList<>();
        private final List<RouterCall> calls = new ArrayList<>();
        private final List<ReceiptLink> given = new ArrayList<>();
        private final List<RatingStep> ratings = new ArrayList<>();
        private final ReceiptLinks.Drawn receipt = receipts.draw();
        private Conversation conversation;
        private Traffic traffic;
        private Optional<Route.Decided> decided = Optional.empty();

        Turn(Conversation before) {
            this.ruleset = rulesets.of(before);
            this.conversation = before;
            this.traffic = before.traffic();
        }

        /// What the router says to one message more.
        Route take(Inbound accepted, Optional<Inbound> next) {
            var before = conversation;
            var inbound = markedIfAnsweredEnough(before, accepted, now);
            traffic = traffic.at(inbound.receivedAt()).withMessage();
            var budget = channels.trafficBudget(before.lane().accountId());
            var flood = budget.flatMap(allowed -> HourlyBudget.exceeded(traffic, allowed));
            conversation = before.onThread(inbound.thread()).counting(now);
            var asked = new Message(
                    inbound.id(),
                    conversation.messageCount(),
                    new Author.Citizen(),
                    inbound.content(),
                    List.of(),
                    Optional.empty(),
                    inbound.receivedAt());
            var route = timed(conversation, inbound, flood, burst(inbound, next));
            burst.add(inbound);
            switch (route) {
                case Route.Decided decided -> {
                    var session = decided.replies().isEmpty()
                            ? decided.session()
                            : decided.session().askingNoRating();
                    conversation = conversation.with(decided.stage(), session, decided.language());
                    decided(asked, decided.decision());
                    answer(inbound, decided, flood);
                    decided.rating().ifPresent(rating -> rate(before, inbound, rating));
                    this.decided = Optional.of(decided);
                }
                case Route.WithNext(var decision) -> decided(asked, decision);
                case Route.Waits _, Route.Needs _ -> {}
            }
            return route;
        }

        /// The decision says how long it took, look-ups included.
        private Route timed(Conversation conversation, Inbound inbound, Optional<Flood> flood, Burst burst) {
            var began = clock.instant();
            var answer = route(ruleset, conversation, inbound, now, flood, burst, receipt.links());
            var worded = answer.route() instanceof Route.Decided decided && flood.isEmpty()
                    ? phrased(inbound, decided)
                    : answer.route();
            var ended = clock.instant();
            var took = ended.isAfter(began) ? Duration.between(began, ended) : Duration.ZERO;
            if (answer.isRouters() && !isGivenUp(inbound) && !(worded instanceof Route.Waits)) {
                var version = ruleset.router().rulesVersion();
                var asRouted = taking(answer.route(), took);
                calls.add(new RouterCall(conversation, inbound, answer.situation(), asRouted, version));
            }
            return taking(worded, took);
        }

        private static Route taking(Route route, Duration took) {
            return switch (route) {
                case Route.Decided decided -> decided.with(taking(decided.decision(), took));
                case Route.WithNext(var decision) -> new Route.WithNext(taking(decision, took));
                case Route.Waits _, Route.Needs _ -> route;
            };
        }

        /// The approved answer in the words of the city's model, where it has one and what it says holds.
        private Route phrased(Inbound inbound, Route.Decided decided) {
            if (decided.approved().isEmpty() || ruleset.phrasing().isEmpty() || !isAnsweredByMachine(inbound)) {
                return decided;
            }
            var answer = decided.approved().get();
            var phrasing = ruleset.phrasing().get();
            return switch (phrasing.phrase(answer.question(), List.of(answer), decided.language())) {
                case Phrasing.Outcome.Phrased(var text, var model) -> {
                    var because = decided.decision().because();
                    var saw = new Condition("phrasing", PHRASED, answer.id() + " by " + model, true);
                    var words = because.words() + " A language model phrased it from that answer.";
                    yield decided.phrased(
                            answer, answer.cited(text), decided.decision().with(because.telling(words, saw)));
                }
                case Phrasing.Outcome.AsApproved(var reason) -> {
                    var because = decided.decision().because();
                    var saw = new Condition("phrasing", PHRASED, answer.id() + " as it stands: " + reason, false);
                    yield decided.with(decided.decision().with(because.telling(because.words(), saw)));
                }
            };
        }

        private static RoutingDecision taking(RoutingDecision decision, Duration took) {
            return decision.with(decision.because().taking(took));
        }

        private void decided(Message asked, RoutingDecision decision) {
            messages.add(asked);
            decisions.add(new Change.Decision(asked.id(), decision, now));
            entries.add(audit.of(new MessageEvent.Decision(
                    conversation, asked, decision, ruleset.router().botVersion())));
        }

        private void answer(Inbound inbound, Route.Decided decided, Optional<Flood> flood) {
            var budget = channels.trafficBudget(conversation.lane().accountId());
            var replies = isAnsweredByMachine(inbound) ? decided.replies() : List.<Reply>of();
            var said = flood.isPresent() ? traffic.over(isTold(traffic, decided)) : traffic;
            for (var number = 0; number < replies.size(); number++) {
                if (budget.isPresent() && !HourlyBudget.leavesRoomForAnAnswer(said, budget.get())) {
                    break;
                }
                said = said.withAnswer(replies.get(number).text());
                write(inbound, number, replies.get(number));
            }
            traffic = said;
            decided.consents().forEach(consent -> entries.add(audit.of(new ConsentEvent(consent))));
            for (var number = 0; number < decided.submissions().size(); number++) {
                ask(inbound, number, decided.submissions().get(number));
            }
        }

        private void ask(Inbound inbound, int number, Submission submission) {
            var request = CityRequest.asked(inbound.id(), number, conversation, submission, now);
            requests.add(request);
            entries.add(audit.of(new RequestEvent.Asking(conversation, inbound.id(), request)));
        }

        /// A rating answers the question that `before` remembers.
        private void rate(Conversation before, Inbound inbound, Rating rating) {
            var question = before.session().ratingAsked().orElseThrow().question();
            ratings.add(new RatingStep.Given(question, inbound.id(), rating, now));
            entries.add(audit.of(new RatingEvent(conversation, question, inbound.id(), rating, now)));
        }

        private void write(Inbound inbound, int number, Reply reply) {
            conversation = conversation.counting(now);
            var written = new Message(
                    inbound.id().answer(number),
                    conversation.messageCount(),
                    reply.author(),
                    new Content.Text(reply.text()),
                    reply.offers(),
                    Optional.of(inbound.id()),
                    now);
            messages.add(written);
            entries.add(audit.of(new MessageEvent.Writing(conversation, written)));
            give(reply.text());
            var listButton = reply.offers().isEmpty()
                    ? Optional.<String>empty()
                    : Optional.of(ruleset.router().listButton(conversation.language()));
            sends.add(Turns.send(channels, conversation, written, listButton, reply.despiteOptOut()));
        }

        /// A link that is said to nobody is none.
        private void give(String said) {
            if (said.contains(receipt.links().receipt())) {
                given.add(ReceiptLink.of(receipt.token(), conversation, now));
                entries.add(audit.of(new ReceiptEvent.Giving(conversation, Actor.GATEWAY, now)));
            } else if (said.contains(receipt.links().record())) {
                given.add(ReceiptLink.ofRecord(receipt.token(), receipt.links().code(), conversation, now));
                entries.add(audit.of(new ReceiptEvent.RecordGiving(conversation, now)));
            }
        }

        Change change() {
            return new Change(
                            conversation.with(traffic).nextVersion(),
                            messages,
                            burst.stream().map(Inbound::id).toList(),
                            decisions,
                            sends,
                            decided.orElseThrow().consents(),
                            requests,
                            entries,
                            given)
                    .rating(ratings.toArray(RatingStep[]::new));
        }

        /// Mail says everything at once and has time; a caller waits on the line.
        private Burst burst(Inbound inbound, Optional<Inbound> next) {
            var wait = channels.burstWait(inbound.accountId());
            var earlier = List.copyOf(burst);
            if (wait.isZero() || inbound.thread().isPresent() || earlier.size() + 1 >= Burst.MESSAGES_MAX) {
                return new Burst(earlier, Optional.empty(), Optional.empty());
            }
            var until = inbound.receivedAt().plus(wait);
            return new Burst(
                    earlier,
                    next.filter(more -> !more.receivedAt().isAfter(until)),
                    Optional.of(until).filter(now::isBefore));
        }
    }

    /// Only mail begins a conversation anew for each subject, and so hides how often it was answered;
    /// elsewhere the same words are held back as a storm ([io.glassline.outbox.Outbox#STORM_WITHIN]).
    private Inbound markedIfAnsweredEnough(Conversation before, Inbound inbound, Instant now) {
        if (inbound.thread().isEmpty() || !isAnsweredByMachine(inbound)) {
            return inbound;
        }
        var lately = store.lately(inbound.lane(), now.minus(AnswerLoop.WITHIN), AnswerLoop.MESSAGES_MAX);
        return AnswerLoop.isOne(inbound, before.session(), lately) ? inbound.with(Mark.ANSWERED_ENOUGH) : inbound;
    }

    private static boolean isTold(Traffic traffic, Route.Decided decided) {
        return traffic.isTold()
                || decided.decision() instanceof RoutingDecision.Gated(var gate, var _) && gate.equals(Flood.GATE);
    }

    /// What a person may have written and no machine may answer is the router's to give to a person.
    private static boolean isAnsweredByMachine(Inbound inbound) {
        return !inbound.marks().contains(Mark.AUTOMATIC)
                && !inbound.marks().contains(Mark.NO_AUTOMATIC_ANSWER)
                && !inbound.marks().contains(Mark.ANSWERED_ENOUGH)
                && !inbound.marks().contains(Mark.BESIDE_WORDS);
    }

    private static boolean isGivenUp(Inbound inbound) {
        return inbound.failedTurns() >= Turns.FAILURES_MAX;
    }

    /// `isRouters` is false for what no rule set decides about.
    private record Answer(Situation situation, Route route, boolean isRouters) {

        Answer(Situation situation, Route route) {
            this(situation, route, true);
        }
    }

    /// @return never [Route.Needs]
    private Answer route(
            Ruleset ruleset,
            Conversation conversation,
            Inbound inbound,
            Instant now,
            Optional<Flood> flood,
            Burst burst,
            FreshLinks fresh) {
        var known = new HashMap<Lookup, Lookup.Result>();
        var consent = ledger.consent(conversation.lane());
        if (flood.isEmpty() && !isGivenUp(inbound) && !consent.isOptedOut()) {
            var code = codes.answer(
                    ruleset.router(),
                    conversation,
                    inbound,
                    channels.isSpoken(conversation.lane().accountId()),
                    now);
            if (code.isPresent()) {
                var situation =
                        situation(conversation, now.atZone(ruleset.zone()), consent, known, flood, burst, fresh);
                return new Answer(situation, code.get(), false);
            }
        }
        for (var asked = 0; asked <= LOOKUPS_MAX; asked++) {
            var situation = situation(conversation, now.atZone(ruleset.zone()), consent, known, flood, burst, fresh);
            if (isGivenUp(inbound)) {
                var because = "the turn failed " + Turns.FAILURES_MAX + " times";
                return new Answer(situation, ruleset.router().giveUp(conversation, inbound, situation, because));
            }
            switch (ruleset.router().route(conversation, inbound, situation)) {
                case Route.Needs(var lookup, var _) ->
                    known.put(lookup, ruleset.lookups().ask(lookup));
                case Route.Decided decided -> {
                    return new Answer(situation, decided);
                }
                case Route.Waits waits -> {
                    return new Answer(situation, waits);
                }
                case Route.WithNext withNext -> {
                    return new Answer(situation, withNext);
                }
            }
        }
        throw new IllegalStateException("a decision asked for more than " + LOOKUPS_MAX + " look-ups");
    }

    private Situation situation(
            Conversation conversation,
            ZonedDateTime cityTime,
            Consent consent,
            HashMap<Lookup, Lookup.Result> known,
            Optional<Flood> flood,
            Burst burst,
            FreshLinks fresh) {
        var spoken = channels.isSpoken(conversation.lane().accountId());
        return new Situation(
                cityTime,
                consent,
                spoken,
                known,
                flood,
                burst,
                Optional.of(fresh),
                queueLines.get(),
                rulesets.withdrawn());
    }
}
