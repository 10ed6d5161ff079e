package io.glassline.offer;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage.Priority;
import io.glassline.offer.Floor.Offer;
import io.glassline.offer.Floor.OnDuty;
import io.glassline.offer.Floor.Waiter;
import io.glassline.offer.QueuePolicy.Assign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides what is to be done about what waits: which offers are over, which targets relax, what is
/// escalated, and who is offered what. The same floor at the same time always gives the same.
///
/// It holds whatever the floor looks like:
/// - nobody is offered what would take them over their capacity, and nobody two at once;
/// - a conversation is offered to one at a time;
/// - the most urgent is served first, and of these who waits longest: one is offered past another only
///   to somebody who may not answer that other;
/// - who refused is asked again only after everyone else who may answer, and after [#ASKED_AGAIN_AFTER];
/// - nothing is ever made less urgent.
public final class Offering {

    /// Who has just said no is left alone for so long.
    public static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(2);

    private final QueuePolicies policies;

    public Offering(QueuePolicies policies) {
        this.policies = policies;
    }

    public List<Step> decide(Floor floor, Instant now) {
        var steps = new ArrayList<Step>();
        var standing = standing(floor, now, steps);
        for (var waiter : inOrder(floor.waiting(), now)) {
            var policy = policies.of(waiter.queue());
            var due = policy.due(waiter.since(), now);
            for (var number = waiter.taken(); number < due; number++) {
                steps.add(new Step.Relax(
                        waiter.id(), waiter.version(), number, policy.relax().get(number)));
            }
            if (!waiter.escalated() && policy.isEscalationDue(waiter.since(), now)) {
                policy.escalate().ifPresent(step -> steps.add(new Step.Escalate(waiter.id(), waiter.version(), step)));
            }
        }
        steps.addAll(offers(floor, standing, now));
        return steps;
    }

    /// Offers that go on; the others are ended.
    private static List<Offer> standing(Floor floor, Instant now, List<Step> steps) {
        var waiting = new HashSet<Conversation.Id>();
        floor.waiting().forEach(waiter -> waiting.add(waiter.id()));
        var standing = new ArrayList<Offer>();
        for (var offer : floor.offers()) {
            if (!waiting.contains(offer.conversation())
                    || floor.onDuty(offer.agentId()).isEmpty()) {
                steps.add(new Step.Withdraw(offer.conversation(), offer.agentId()));
            } else if (!offer.until().isAfter(now)) {
                steps.add(new Step.TimeOut(offer.conversation(), offer.agentId()));
            } else {
                standing.add(offer);
            }
        }
        return standing;
    }

    private List<Step.MakeOffer> offers(Floor floor, List<Offer> standing, Instant now) {
        var offered = new HashSet<Conversation.Id>();
        var asked = new HashSet<String>();
        for (var offer : standing) {
            offered.add(offer.conversation());
            asked.add(offer.agentId());
        }
        var refusals = refusals(floor, now);
        var made = new ArrayList<Step.MakeOffer>();
        for (var waiter : inOrder(floor.waiting(), now)) {
            var policy = policies.of(waiter.queue());
            if (policy.assign() == Assign.BY_HAND || offered.contains(waiter.id())) {
                continue;
            }
            var refused = refusals.getOrDefault(waiter.id(), waiter.refusals());
            var next = floor.onDuty().stream()
                    .filter(agent -> !asked.contains(agent.id()))
                    .filter(agent -> mayAnswer(agent, waiter, policy, now))
                    .filter(agent -> isAskable(refused.get(agent.id()), now))
                    .min(preference(waiter, policy, refused));
            if (next.isPresent()) {
                asked.add(next.get().id());
                made.add(new Step.MakeOffer(waiter.id(), next.get().id(), now.plus(policy.offerFor())));
            }
        }
        return made;
    }

    /// With those that have just run out: whoever let an offer pass is not asked the same again at once.
    private static Map<Conversation.Id, Map<String, Instant>> refusals(Floor floor, Instant now) {
        var refusals = new HashMap<Conversation.Id, Map<String, Instant>>();
        floor.waiting().forEach(waiter -> refusals.put(waiter.id(), new HashMap<>(waiter.refusals())));
        for (var offer : floor.offers()) {
            if (!offer.until().isAfter(now)) {
                refusals.computeIfPresent(offer.conversation(), (_, by) -> {
                    by.put(offer.agentId(), now);
                    return by;
                });
            }
        }
        return refusals;
    }

    /// Whether this agent may be offered the conversation as things stand, leaving aside whom else it
    /// could be.
    public boolean mayAnswer(OnDuty agent, Waiter waiter, QueuePolicy policy, Instant now) {
        var wanted = waiter.wanted(policy, policy.due(waiter.since(), now));
        return agent.profile().isOf(wanted.queues())
                && agent.profile().can(wanted, waiter.language())
                && agent.load() + policies.weight(waiter.channel())
                        <= agent.profile().capacity();
    }

    private static boolean isAskable(@Nullable Instant refusedAt, Instant now) {
        return refusedAt == null || !refusedAt.plus(ASKED_AGAIN_AFTER).isAfter(now);
    }

    private static Comparator<OnDuty> preference(Waiter waiter, QueuePolicy policy, Map<String, Instant> refused) {
        var liked = new Wanted(policy.skills(), policy.language(), Set.of(), waiter.priority())
                .needing(waiter.needs())
                .skills();
        Comparator<OnDuty> never = Comparator.comparing(
                agent -> Optional.ofNullable(refused.get(agent.id())).orElse(Instant.MIN));
        Comparator<OnDuty> best = policy.assign() == Assign.BEST_SKILL
                ? Comparator.comparingInt(agent -> -agent.profile().knows(liked, waiter.language()))
                : Comparator.comparingInt(_ -> 0);
        return never.thenComparing(best)
                .thenComparing(OnDuty::idleSince)
                .thenComparingInt(OnDuty::load)
                .thenComparing(OnDuty::id);
    }

    private List<Waiter> inOrder(List<Waiter> waiting, Instant now) {
        return waiting.stream()
                .sorted(Comparator.comparing((Waiter waiter) -> priority(waiter, now))
                        .thenComparing(Waiter::since)
                        .thenComparing(waiter -> waiter.id().value()))
                .toList();
    }

    /// With what waiting has given it, also before that is on the record.
    private Priority priority(Waiter waiter, Instant now) {
        var policy = policies.of(waiter.queue());
        return waiter.wanted(policy, policy.due(waiter.since(), now)).priority();
    }
}
