package io.glassline.router.trial;

import io.glassline.consent.Consent;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.conversation.Traffic;
import io.glassline.router.queue.Queues;
import io.glassline.routing.Burst;
import io.glassline.routing.Flood;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.Situation;
import io.glassline.trial.RecordedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One version's course through a recorded conversation.
final class ReplayedSide {

    private static final String AGENT = "agent";

    private final DecidingVersion by;
    private Conversation conversation;
    private Consent consent;
    private List<Inbound> earlier = List.of();

    ReplayedSide(DecidingVersion by, RecordedMessage first, boolean isContinued) {
        var recorded = first.conversation();
        var language = isContinued
                ? recorded.language()
                : first.languageBefore().orElse(by.city().firstLanguage());
        var opened =
                Conversation.open(recorded.id(), recorded.pseudonym(), recorded.lane(), language, recorded.openedAt());
        this.by = by;
        this.consent = first.consent();
        this.conversation = isContinued
                ? opened.with(opened.stage(), Session.FRESH.disclosing(), language)
                        .counting(recorded.openedAt())
                : opened;
    }

    /// A decision, and how it goes on after it.
    record Step(Comparison.Decided decided, Conversation conversation, Consent consent, List<Inbound> earlier) {}

    void goOn(Step step) {
        conversation = step.conversation();
        consent = step.consent();
        earlier = step.earlier();
    }

    /// A message that nobody can read any more.
    void pass(RecordedMessage message) {
        conversation = conversation.counting(message.at());
        earlier = List.of();
    }

    Step decide(RecordedMessage message, Inbound inbound, Optional<Inbound> following, boolean isWithAgent) {
        var before = asRecorded(message, isWithAgent).onThread(inbound.thread()).counting(message.at());
        var next = following.filter(more -> earlier.size() + 1 < Burst.MESSAGES_MAX && by.isSameBurst(inbound, more));
        var burst = new Burst(earlier, next, Optional.empty());
        var situation = new Situation(
                message.at().atZone(by.city().zone()),
                consent,
                DecidingVersion.isSpoken(inbound),
                Map.of(),
                flood(message),
                burst);
        return switch (by.router().route(before, inbound, situation)) {
            case Route.Decided decided -> decided(message, before, decided);
            case Route.Needs(var lookup, var form) -> needs(before, form, lookup.name());
            case Route.WithNext(var decision) ->
                new Step(Comparison.Decided.of(decision, List.of()), before, consent, withEarlier(inbound));
            case Route.Waits(var until) -> throw new IllegalStateException("a replay waits until " + until);
        };
    }

    /// Whoever has the conversation by the record has it here, too.
    private Conversation asRecorded(RecordedMessage message, boolean isWithAgent) {
        if (isWithAgent) {
            return conversation.with(new Stage.WithAgent(Queues.GENERAL, AGENT, message.at()));
        }
        if (!(conversation.stage() instanceof Stage.WithAgent)) {
            return conversation;
        }
        return switch (message.decision()) {
            case RoutingDecision.StaysWithPeople _, RoutingDecision.Gated _, RoutingDecision.Kept _ -> conversation;
            case RoutingDecision.ToBot(var _, var because)
            when because.rule().equals(RoutingDecision.WHILE_WAITING) ->
                conversation.with(new Stage.Waiting(Queues.GENERAL, Priority.NORMAL, message.at()));
            case RoutingDecision.ToBot _, RoutingDecision.ToQueue _ -> conversation.with(new Stage.WithBot());
        };
    }

    /// An address that was over its budget was so whatever the rules say.
    private static Optional<Flood> flood(RecordedMessage message) {
        var because = message.decision().because();
        return because.rule().equals(Flood.GATE)
                ? Optional.of(new Flood(
                        because.words(),
                        message.at().plus(Traffic.WINDOW),
                        message.decision() instanceof RoutingDecision.Kept))
                : Optional.empty();
    }

    private Step decided(RecordedMessage message, Conversation before, Route.Decided decided) {
        var next = before.with(decided.stage(), decided.session(), decided.language());
        for (var _ : decided.replies()) {
            next = next.counting(message.at());
        }
        var stands = consent;
        for (var line : decided.consents()) {
            stands = line.how().equals(ConsentChange.TOLD)
                    ? new Consent(line.standing(), stands.how(), stands.since(), true)
                    : new Consent(line.standing(), line.how(), line.at(), false);
        }
        return new Step(Comparison.Decided.of(decided.decision(), decided.replies()), next, stands, List.of());
    }

    /// No look-up is made: the form ends here, as one that was answered.
    private Step needs(Conversation before, String form, String lookup) {
        var session = before.session().asking(Optional.empty(), List.of()).disclosing();
        var decided = Comparison.Decided.needing(form, lookup);
        return new Step(decided, before.with(before.stage(), session, before.language()), consent, List.of());
    }

    private List<Inbound> withEarlier(Inbound inbound) {
        var all = new ArrayList<>(earlier);
        all.add(inbound);
        return all;
    }
}
