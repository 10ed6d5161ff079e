package io.glassline.offer;

import io.glassline.audit.Actor;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
import io.glassline.desk.QueueDesk;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Attendance.Standing;
import io.glassline.offer.Floor.OnDuty;
import io.glassline.offer.Offers.End;
import io.glassline.offer.Offers.Load;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Looks at the floor and does what is decided about it. One node does this at a time; were there
/// two for a moment, what they write would still be done once.
public final class OfferWork {

    /// Of more, those that wait longest in the most urgent ranks are looked at first.
    private static final int WAITING_MAX = 2_000;

    private static final String MISSED = "did not answer an offer";

    private final Offers offers;
    private final Attendance attendance;
    private final Profiles profiles;
    private final QueueDesk desk;
    private final Supplier<QueuePolicies> policies;
    private final Supplier<List<Agent>> staff;
    private final Supplier<List<Locale>> languages;
    private final InstantSource clock;

    /// @param staff who is at the desk now: nobody else is offered anything
    /// @param languages of the city
    public OfferWork(
            Offers offers,
            Attendance attendance,
            Profiles profiles,
            QueueDesk desk,
            Supplier<QueuePolicies> policies,
            Supplier<List<Agent>> staff,
            Supplier<List<Locale>> languages,
            InstantSource clock) {
        this.offers = offers;
        this.attendance = attendance;
        this.profiles = profiles;
        this.desk = desk;
        this.policies = policies;
        this.staff = staff;
        this.languages = languages;
        this.clock = clock;
    }

    /// @return whether something was done, after which the floor is another
    public boolean step() {
        var now = clock.instant();
        var waiting = offers.waiting(WAITING_MAX);
        var standing = offers.standing();
        if (waiting.isEmpty() && standing.isEmpty()) {
            return false; // whoever is on duty has nothing to be offered
        }
        var rules = policies.get();
        var floor = new Floor(waiting, onDuty(rules, now), standing);
        var done = false;
        for (var step : new Offering(rules).decide(floor, now)) {
            done |= act(step, now);
        }
        return done;
    }

    private boolean act(Step step, Instant now) {
        return switch (step) {
            case Step.MakeOffer(var conversation, var agentId, var until) ->
                offers.make(conversation, agentId, until, now);
            case Step.Withdraw(var conversation, var agentId) -> offers.end(conversation, agentId, End.WITHDRAWN, now);
            case Step.TimeOut(var conversation, var agentId) -> {
                // Who does not answer is not there, and is not asked again until they say that they are.
                attendance.choose(agentId, Choice.AWAY, MISSED, Actor.GATEWAY, now);
                yield offers.end(conversation, agentId, End.TIMED_OUT, now);
            }
            case Step.Relax(var conversation, var version, var number, var relaxation) ->
                desk.relax(conversation, version, number, relaxation.raise(), relaxation.words())
                        instanceof Desk.Outcome.Done;
            case Step.Escalate(var conversation, var version, var escalation) ->
                desk.escalate(conversation, version, escalation) instanceof Desk.Outcome.Done;
        };
    }

    private List<OnDuty> onDuty(QueuePolicies rules, Instant now) {
        var standings = attendance.all();
        var written = profiles.all();
        var loads = offers.loads(now);
        var spoken = languages.get();
        return staff.get().stream()
                .filter(agent ->
                        standings.getOrDefault(agent.id(), Standing.OFF).isOn(now))
                .map(agent -> new OnDuty(
                        written.getOrDefault(agent.id(), Profile.unwritten(agent.id(), spoken)),
                        loads.getOrDefault(agent.id(), Load.NONE).weighed(rules),
                        idleSince(agent.id(), standings, loads)))
                .toList();
    }

    private static Instant idleSince(String agentId, Map<String, Standing> standings, Map<String, Load> loads) {
        var chosen = standings.getOrDefault(agentId, Standing.OFF).chosen().since();
        return loads.getOrDefault(agentId, Load.NONE)
                .givenAt()
                .filter(chosen::isBefore)
                .orElse(chosen);
    }
}
