package io.glassline.programme;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Lane;
import io.glassline.outbox.BulkRules;
import io.glassline.outbox.DeadLetters;
import io.glassline.outbox.Outbox.Due;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Recipient.Reason;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends campaigns: writes down who gets one, brings them on a few at a time, so that little waits
/// in the outbox and much can be stopped, and says for each message, right before its provider is
/// called, whether it may still be sent.
///
/// It is stepped: [#claim] takes people up and [#bringOn] puts one's message into the outbox; the worker in `app` calls
/// them in a loop, on every node.
public final class CampaignWork implements BulkRules {

    /// How long nobody else takes up what a node works on.
    public static final Duration LEASE = Duration.ofSeconds(60);

    /// People taken up at once by a node.
    public static final int CLAIM_MAX = 200;

    /// While so many messages wait in bulk, no more people are taken up.
    public static final int WAITING_MAX = 2_000;

    /// How often it is looked whether a programme that the city took out of its file is back.
    static final Duration UNKNOWN_LOOKED_FOR_EVERY = Duration.ofMinutes(10);

    private final Campaigns campaigns;
    private final ProgrammeList city;
    private final Announcing announcing;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    public CampaignWork(
            Campaigns campaigns,
            ProgrammeList city,
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            ConsentLedger ledger,
            DeadLetters deadLetters,
            AuditEntries audit,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.city = city;
        this.announcing = new Announcing(store, sessions, channels, audit, clock);
        this.channels = channels;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /// Somebody, and what they are told.
    public record Turn(Recipient to, String text) {}

    /// Begins what is approved, ends what is through, and takes up people of what may be sent now.
    public List<Turn> claim(int countMax) {
        var now = clock.instant();
        var turns = new ArrayList<Turn>();
        for (var campaign : campaigns.underWay()) {
            if (campaign.state() == State.APPROVED) {
                campaigns.begin(campaign.id(), now);
            }
            var left = countMax - turns.size();
            if (left <= 0 || waitsUntil(campaign.programme(), now).isPresent()) {
                continue;
            }
            var claimed = campaigns.claim(campaign.id(), now, LEASE, left);
            claimed.forEach(to -> turns.add(new Turn(to, campaign.textIn(to.language(), city.firstLanguage()))));
            if (claimed.isEmpty()) {
                campaigns.finish(campaign.id(), now);
            }
        }
        return turns;
    }

    /// Until when nothing of a programme is sent; empty while it is.
    private Optional<Instant> waitsUntil(String programme, Instant now) {
        var known = city.find(programme);
        return known.isEmpty()
                ? Optional.of(now.plus(UNKNOWN_LOOKED_FOR_EVERY))
                : known.flatMap(Programme::quietHours).flatMap(quiet -> quiet.endAfter(now, city.zone()));
    }

    /// Puts one's message into the outbox, or leaves them out. What could not be done now is due again when the lease
    /// has run out.
    public void bringOn(Turn turn) {
        var to = turn.to();
        var now = clock.instant();
        var belonging = campaigns.belonging(to.message());
        if (belonging.isEmpty() || belonging.get().state() != State.SENDING) {
            return; // it was stopped since
        }
        var obstacle = to.leftOut(
                canSend(to.lane()), isForbidden(to.lane(), belonging.get().programme()), replyWindow(to.lane()), now);
        if (obstacle.isPresent()) {
            campaigns.leftOut(to.message(), obstacle.get(), now);
        } else if (announcing.announce(to, turn.text())) {
            campaigns.queued(to, now);
        }
    }

    /// Nobody is at the other end of a call that the city does not make.
    private boolean canSend(Lane lane) {
        return channels.pushAccountIds().contains(lane.accountId()) && !channels.isSpoken(lane.accountId());
    }

    private boolean isForbidden(Lane lane, String programme) {
        return ledger.forbids(lane, Pace.BULK).isPresent()
                || ledger.consent(lane, programme).isOptedOut();
    }

    private Optional<Duration> replyWindow(Lane lane) {
        return channels.account(lane.accountId())
                .flatMap(account -> channels.adapter(account).replyWindow());
    }

    @Override
    public Verdict verdict(Due due, Instant now) {
        var message = due.send().message().id();
        var belonging = campaigns.belonging(message);
        if (belonging.isEmpty()) {
            return new Verdict.Send();
        }
        var programme = belonging.get().programme();
        if (belonging.get().state() == State.STOPPED) {
            return withheld(Reason.STOPPED, "the campaign was stopped");
        }
        if (!belonging.get().isSubscribed()) {
            return withheld(Reason.LEFT, "the citizen has left the programme");
        }
        if (isForbidden(due.send().lane(), programme)) {
            return withheld(Reason.OPTED_OUT, "the citizen wants no such messages");
        }
        return waitsUntil(programme, now)
                .<Verdict>map(until -> new Verdict.Wait(until, "it is not the time for this programme"))
                .orElseGet(Verdict.Send::new);
    }

    private static Verdict withheld(Reason reason, String because) {
        return new Verdict.Withhold(reason.name(), because);
    }

    /// That is nothing for a person to see to.
    @Override
    public void withheld(Due due, Verdict.Withhold why, Instant now) {
        var message = due.send().message().id();
        deadLetters.leaveBe(message, Actor.GATEWAY, why.because(), now);
        campaigns.leftOut(message, Reason.valueOf(why.code()), now);
    }
}
