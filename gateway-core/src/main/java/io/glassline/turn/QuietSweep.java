package io.glassline.turn;

import io.glassline.audit.AuditEntries;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.store.ConversationStore;
import io.glassline.store.ConversationStore.QuietSince;
import io.glassline.turn.ConversationEnd.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Ends the conversations that are over and that no message comes to, so that lists, counts and times are
/// true, and the record says when each ended.
///
/// It is stepped. It may run on several nodes at once, and beside turns: it takes a lane as a turn does,
/// and its commit is a compare-and-set. What it leaves, the next message of the lane ends ([Turns]), by
/// the same rule.
public final class QuietSweep {

    /// How many conversations a step ends.
    public static final int CONVERSATIONS_MAX = 200;

    /// A message that came in time may still be on its way into the record.
    static final Duration ON_THE_WAY_MAX = Duration.ofMinutes(1);

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Consumer<Lane> ready;

    /// @param ready is told of a lane that somebody else wanted meanwhile.
    public QuietSweep(
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            AuditEntries audit,
            InstantSource clock,
            Consumer<Lane> ready) {
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.audit = audit;
        this.clock = clock;
        this.ready = ready;
    }

    /// Ends what is over now.
    ///
    /// @return how many it ended; [#CONVERSATIONS_MAX] when there may be more.
    public int step() {
        var now = clock.instant();
        var policies = channels.accounts().stream()
                .flatMap(account -> quietSince(account).stream())
                .toList();
        var ended = 0;
        for (var conversation : store.quiet(policies, CONVERSATIONS_MAX)) {
            var policy = channels.endPolicy(conversation.lane().accountId());
            var reason =
                    ConversationEnd.at(now.minus(ON_THE_WAY_MAX), conversation, policy, conversation.lastActivityAt());
            if (reason.isPresent() && isEnded(conversation, reason.get())) {
                ended++;
            }
        }
        return ended;
    }

    private Optional<QuietSince> quietSince(ChannelAccount account) {
        return channels.endPolicy(account.id())
                .afterQuiet()
                .map(quiet -> new QuietSince(
                        account.id(), clock.instant().minus(ON_THE_WAY_MAX).minus(quiet)));
    }

    /// Not while the lane is somebody's, or held for a message that lies in a spool, or a message of it
    /// waits.
    private boolean isEnded(Conversation conversation, Reason reason) {
        var claim = sessions.claim(conversation.lane(), LEASE);
        if (claim.isEmpty()) {
            return false;
        }
        var after = Optional.<Conversation>empty();
        try {
            var change = ConversationEnd.change(conversation, reason, audit, clock.instant());
            if (store.unfinished(conversation.lane(), 1).isEmpty() && store.commit(change)) {
                after = Optional.of(change.after());
            }
        } finally {
            if (sessions.release(claim.get(), after)) {
                ready.accept(conversation.lane());
            }
        }
        return after.isPresent();
    }
}
