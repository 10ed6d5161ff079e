package io.glassline.desk;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.DeskEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.HourlyBudget;
import io.glassline.turn.Sessions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/// Writes to a citizen on a lane on which nobody has to have written before: in the conversation that is
/// open there, else in a new one.
public final class OtherLanes {

    private static final int OUTRUN_MAX = 5;

    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Writer writer;

    public OtherLanes(
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            ConsentLedger ledger,
            AuditEntries audit,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
        this.writer = new Writer(channels, audit, ids);
    }

    /// Whether the lane may be written to: its account sends, and its citizen has not opted out.
    boolean takes(Lane lane) {
        return channels.pushAccountIds().contains(lane.accountId())
                && ledger.forbids(lane, Pace.LIVE).isEmpty();
    }

    /// The gateway says something.
    ///
    /// @return false when the conversation there kept changing
    boolean tell(Lane lane, Locale language, String text) {
        for (var tries = 0; tries < OUTRUN_MAX; tries++) {
            if (isCommitted(change(open(lane, language), new Author.System(), text, List.of()))) {
                return true;
            }
        }
        return false;
    }

    /// The agent writes, and has the conversation there from now on.
    ///
    /// @param queue where it is as if it had come from, if it does not wait in one
    Desk.Outcome reply(Lane lane, QueueId queue, Locale language, String text, Agent agent) {
        var forbidden = ledger.forbids(lane, Pace.LIVE);
        if (forbidden.isPresent()) {
            return new Desk.Outcome.Refused(OptOutWords.refusal(forbidden.get(), Pace.LIVE));
        }
        if (!takes(lane)) {
            return new Desk.Outcome.Refused("The city no longer writes on this channel. Nothing was sent.");
        }
        for (var tries = 0; tries < OUTRUN_MAX; tries++) {
            var before = open(lane, language);
            if (before.stage() instanceof Stage.WithAgent(var _, var holder, var _, var _)
                    && !holder.equals(agent.id())) {
                return new Desk.Outcome.Gone("The conversation there is with " + holder + ". Nothing was sent.");
            }
            var now = clock.instant();
            var tooMuch = channels.trafficBudget(lane.accountId())
                    .flatMap(budget -> HourlyBudget.refusal(before.traffic().at(now), budget, now));
            if (tooMuch.isPresent()) {
                return new Desk.Outcome.Refused(tooMuch.get());
            }
            var stage = switch (before.stage()) {
                case Stage.WithAgent held -> held;
                case Stage.Waiting waiting -> waiting.takenBy(agent.id(), now);
                case Stage.WithBot _, Stage.Closed _ -> new Stage.WithAgent(queue, agent.id(), now);
            };
            var taken = before.stage().equals(stage) ? before : before.with(stage, Session.FRESH, before.language());
            var entries = new ArrayList<AuditEntry>();
            if (taken != before) {
                entries.add(audit.of(new DeskEvent.Taking(taken, stage.queue(), agent.actor(), now)));
            }
            entries.add(audit.of(new DeskEvent.Reply(taken, stage.queue(), agent.actor(), now)));
            var change = change(taken, new Author.Agent(agent.id()), text, entries);
            if (isCommitted(change)) {
                return new Desk.Outcome.Done(change.after());
            }
        }
        return new Desk.Outcome.Gone("The conversation there keeps changing. Try again.");
    }

    private Conversation open(Lane lane, Locale language) {
        var latest = store.findLatest(lane);
        return latest.filter(Conversation::isOpen)
                .orElseGet(() -> Conversation.open(
                                new Conversation.Id(ids.get()),
                                ids.get(),
                                lane,
                                latest.map(Conversation::language).orElse(language),
                                clock.instant())
                        .with(latest.map(Conversation::traffic).orElse(Traffic.NONE)));
    }

    private Change change(Conversation before, Author author, String text, List<AuditEntry> first) {
        var written = writer.write(before, author, new Content.Text(text), clock.instant());
        var entries = new ArrayList<>(first);
        entries.add(written.entry());
        return new Change(
                written.after().nextVersion(),
                List.of(written.message()),
                List.of(),
                List.of(),
                List.of(written.send()),
                List.of(),
                entries);
    }

    private boolean isCommitted(Change change) {
        var committed = store.commit(change);
        if (committed) {
            sessions.keep(change.after());
        }
        return committed;
    }
}
