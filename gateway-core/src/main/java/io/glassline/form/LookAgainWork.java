package io.glassline.form;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.NameBasedId;
import io.glassline.outbox.Send;
import io.glassline.routing.Burst;
import io.glassline.routing.Lookup;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Ruleset;
import io.glassline.routing.Rulesets;
import io.glassline.routing.Situation;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import io.glassline.turn.Turns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Asks a source again that was away when a form needed it, and tells the citizen what it says, once, without being
/// asked.
///
/// It decides what picking "try again" would, as long as the city's last words are that the source is away: whoever
/// wrote since, opted out or is with people gets nothing from here. It tells only what stays with the bot and hands
/// nothing over: what would go to people or to a system waits until the citizen says so.
///
/// It is stepped, on one node. Nothing is kept of its tries but in memory, so that a node that takes over tries once
/// more at most. It takes a lane as a turn does, and its commit is a compare-and-set on the conversation.
public final class LookAgainWork {

    /// The choice that a form holds out when a source is away.
    public static final String OFFER = "again";

    /// When it is tried after the citizen was told that the source is away. After the last the citizen may still ask.
    static final List<Duration> TRIES = List.of(
            Duration.ofSeconds(15),
            Duration.ofSeconds(45),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10));

    /// How late a try may be: later, nobody waits for it any more.
    static final Duration LATE_MAX = Duration.ofMinutes(1);

    /// How many conversations are looked at in a step.
    static final int CONVERSATIONS_MAX = 200;

    /// How many look-ups one answer may need.
    private static final int LOOKUPS_MAX = 8;

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final AwayForms forms;
    private final Rulesets rulesets;
    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Consumer<Lane> ready;

    /// How many tries each has had.
    private Map<Waiting, Integer> tried = Map.of();

    private record Waiting(Conversation.Id conversation, long version) {

        static Waiting of(Conversation conversation) {
            return new Waiting(conversation.id(), conversation.version());
        }
    }

    /// @param ready is told of a lane that somebody else wanted meanwhile
    public LookAgainWork(
            AwayForms forms,
            Rulesets rulesets,
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            ConsentLedger ledger,
            AuditEntries audit,
            InstantSource clock,
            Consumer<Lane> ready) {
        this.forms = forms;
        this.rulesets = rulesets;
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
        this.ready = ready;
    }

    /// Looks at all that wait, and tries those whose time has come. Not to be called by two threads at once.
    ///
    /// @return how many citizens it told
    public int step() {
        var now = clock.instant();
        var waiting = forms.away(now.minus(TRIES.getLast()).minus(LATE_MAX), CONVERSATIONS_MAX);
        var before = tried;
        ToIntFunction<Conversation> triesOf = one -> before.getOrDefault(Waiting.of(one), 0);
        tried = waiting.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Waiting::of, one -> Math.max(triesOf.applyAsInt(one), due(one, now))));
        return (int) waiting.stream()
                .filter(one -> due(one, now) > triesOf.applyAsInt(one))
                .filter(this::isTold)
                .count();
    }

    /// How many tries are due by now.
    private static int due(Conversation conversation, Instant now) {
        return (int) TRIES.stream()
                .filter(wait -> !conversation.lastActivityAt().plus(wait).isAfter(now))
                .count();
    }

    private boolean isTold(Conversation conversation) {
        return takes(conversation)
                && answer(conversation)
                        .map(answer -> change(conversation, answer))
                        .filter(this::isCommitted)
                        .isPresent();
    }

    private boolean takes(Conversation conversation) {
        var lane = conversation.lane();
        var isShut = channels.account(lane.accountId())
                .flatMap(account -> channels.adapter(account).replyWindow())
                .filter(open -> !conversation.lastActivityAt().plus(open).isAfter(clock.instant()))
                .isPresent();
        return !isShut
                && channels.pushAccountIds().contains(lane.accountId())
                && !channels.isSpoken(lane.accountId())
                && ledger.forbids(lane, Pace.LIVE).isEmpty();
    }

    /// What the form says now; empty while the source is away, and where it is not for this work to say.
    private Optional<Route.Decided> answer(Conversation conversation) {
        var ruleset = rulesets.of(conversation);
        var asked = asked(conversation);
        var known = new HashMap<Lookup, Lookup.Result>();
        for (var count = 0; count <= LOOKUPS_MAX; count++) {
            switch (ruleset.router().route(conversation, asked, situation(conversation, ruleset, known))) {
                case Route.Needs(var lookup, var _) ->
                    known.put(lookup, ruleset.lookups().ask(lookup));
                case Route.Decided decided -> {
                    return Optional.of(decided).filter(_ -> isThere(known)).filter(LookAgainWork::isToBeTold);
                }
                case Route.Waits _, Route.WithNext _ -> {
                    return Optional.empty();
                }
            }
        }
        throw new IllegalStateException("a form asked for more than " + LOOKUPS_MAX + " look-ups");
    }

    private Inbound asked(Conversation conversation) {
        var now = clock.instant();
        return new Inbound(
                new Message.Id(NameBasedId.of(conversation.id().value(), "look again " + conversation.version())),
                conversation.lane().accountId(),
                "",
                conversation.lane().citizen(),
                new Content.Choice(OFFER, ""),
                now,
                now,
                conversation.thread(),
                Set.of(),
                0);
    }

    private Situation situation(Conversation conversation, Ruleset ruleset, Map<Lookup, Lookup.Result> known) {
        return new Situation(
                clock.instant().atZone(ruleset.zone()),
                ledger.consent(conversation.lane()),
                false,
                known,
                Optional.empty(),
                Burst.NONE,
                Optional.empty(),
                QueueLines.UNKNOWN,
                rulesets.withdrawn());
    }

    /// A form that asks its question again without a look-up has nothing new to say.
    private static boolean isThere(Map<Lookup, Lookup.Result> known) {
        return !known.isEmpty() && known.values().stream().allMatch(Lookup.Result.Found.class::isInstance);
    }

    private static boolean isToBeTold(Route.Decided decided) {
        return decided.stage() instanceof Stage.WithBot
                && decided.submissions().isEmpty()
                && decided.consents().isEmpty()
                && !decided.replies().isEmpty()
                && !isAway(decided.session().offered());
    }

    private static boolean isAway(List<Message.Offer> offered) {
        return offered.stream().anyMatch(offer -> offer.id().equals(OFFER));
    }

    private Change change(Conversation before, Route.Decided decided) {
        var now = clock.instant();
        var after = before.with(decided.stage(), decided.session(), decided.language());
        var messages = new ArrayList<Message>();
        var sends = new ArrayList<Send>();
        var entries = new ArrayList<AuditEntry>();
        var router = rulesets.of(before).router();
        for (var reply : decided.replies()) {
            after = after.counting(now);
            var message = message(before, after, reply, messages.size(), now);
            var listButton = reply.offers().isEmpty()
                    ? Optional.<String>empty()
                    : Optional.of(router.listButton(decided.language()));
            messages.add(message);
            sends.add(Turns.send(channels, after, message, listButton, false));
            entries.add(audit.of(new MessageEvent.Writing(after, message)));
        }
        return new Change(after.nextVersion(), messages, List.of(), List.of(), sends, List.of(), entries);
    }

    private static Message message(Conversation before, Conversation after, Reply reply, int number, Instant now) {
        return new Message(
                new Message.Id(NameBasedId.of(before.id().value(), "looked again " + before.version() + " " + number)),
                after.messageCount(),
                reply.author(),
                new Content.Text(reply.text()),
                reply.offers(),
                Optional.empty(),
                now);
    }

    /// Not while the lane is somebody's, or a message of it waits.
    private boolean isCommitted(Change change) {
        var lane = change.after().lane();
        var claim = sessions.claim(lane, LEASE);
        if (claim.isEmpty()) {
            return false;
        }
        var after = Optional.<Conversation>empty();
        try {
            if (store.unfinished(lane, 1).isEmpty() && store.commit(change)) {
                after = Optional.of(change.after());
            }
        } finally {
            if (sessions.release(claim.get(), after)) {
                ready.accept(lane);
            }
        }
        return after.isPresent();
    }
}
