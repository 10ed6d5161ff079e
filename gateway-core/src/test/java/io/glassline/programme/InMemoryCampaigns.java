package io.glassline.programme;

import io.glassline.audit.Actor;
import io.glassline.message.Message;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Recipient.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// What people do with campaigns, in memory. It has an audience and counts as a test gives them, and sends nothing: how
/// campaigns are sent is tested against PostgreSQL.
public final class InMemoryCampaigns implements Campaigns {

    public List<Audience> audience = List.of();
    public Counts counts = Counts.NONE;
    private final SequencedMap<Campaign.Id, Campaign> campaigns = new LinkedHashMap<>();

    @Override
    public void write(Campaign draft, Actor by) {
        campaigns.putFirst(draft.id(), draft);
    }

    @Override
    public Outcome ask(Campaign.Id id, Actor by, Instant at) {
        return bring(id, State.ASKED, by, at, Campaign::refusesAsking);
    }

    @Override
    public Outcome approve(Campaign.Id id, Actor by, Instant at) {
        return bring(id, State.APPROVED, by, at, campaign -> campaign.refusesApprovalBy(by.person()));
    }

    @Override
    public Outcome stop(Campaign.Id id, Actor by, Instant at) {
        return bring(id, State.STOPPED, by, at, Campaign::refusesStopping);
    }

    private Outcome bring(
            Campaign.Id id, State to, Actor by, Instant at, Function<Campaign, Optional<String>> refusal) {
        var campaign = campaigns.get(id);
        if (campaign == null) {
            return new Outcome.Refused("There is no such campaign.");
        }
        var refused = refusal.apply(campaign);
        if (refused.isPresent()) {
            return new Outcome.Refused(refused.get());
        }
        Map<State, Campaign.Step> steps = new HashMap<>(campaign.steps());
        steps.put(to, new Campaign.Step(by.person(), at));
        var next = new Campaign(
                id, campaign.programme(), campaign.texts(), to, campaign.writtenBy(), campaign.writtenAt(), steps);
        campaigns.replace(id, next);
        return new Outcome.Done(next);
    }

    @Override
    public Optional<Campaign> find(Campaign.Id id) {
        return Optional.ofNullable(campaigns.get(id));
    }

    @Override
    public List<Campaign> list(int countMax) {
        return new ArrayList<>(campaigns.values()).stream().limit(countMax).toList();
    }

    @Override
    public List<Campaign> underWay() {
        return campaigns.values().stream()
                .filter(campaign -> campaign.state() == State.APPROVED || campaign.state() == State.SENDING)
                .toList();
    }

    @Override
    public List<Audience> audience(String programme) {
        return audience;
    }

    @Override
    public boolean begin(Campaign.Id id, Instant now) {
        return false;
    }

    @Override
    public List<Recipient> claim(Campaign.Id id, Instant now, Duration lease, int countMax) {
        return List.of();
    }

    @Override
    public void queued(Recipient to, Instant now) {}

    @Override
    public void leftOut(Message.Id message, Reason reason, Instant now) {}

    @Override
    public boolean finish(Campaign.Id id, Instant now) {
        return false;
    }

    @Override
    public Optional<Belonging> belonging(Message.Id message) {
        return Optional.empty();
    }

    @Override
    public Counts counts(Campaign.Id id) {
        return counts;
    }
}
