package io.glassline.turn;

import io.glassline.audit.AuditEntries;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.outbox.Outbox;
import io.glassline.store.ConversationStore;
import io.glassline.turn.ConversationEnd.Reason;
import java.time.Instant;
import java.time.InstantSource;

/// What becomes of a phone call that is over: what was not spoken becomes a dead letter, and the bot's conversation
/// ends. What waits for people goes on waiting, for them to call back; what an agent has stays with the agent, who
/// sees that the caller has hung up.
///
/// A call ends when its provider says so or when nothing is heard of it for [PhoneLines#QUIET_MAX]. It is stepped:
/// [#settleAll] does what there is.
public final class EndedCalls {

    private static final int CALLS_AT_ONCE_MAX = 100;
    private static final int OUTRUN_MAX = 5;

    private final PhoneLines lines;
    private final ConversationStore store;
    private final Outbox outbox;
    private final AuditEntries audit;
    private final InstantSource clock;

    public EndedCalls(
            PhoneLines lines, ConversationStore store, Outbox outbox, AuditEntries audit, InstantSource clock) {
        this.lines = lines;
        this.store = store;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// The provider said that `call` ended.
    public void ended(Lane call, Instant at) {
        lines.ended(call, at);
        settle(call);
    }

    /// Settles calls whose end was not told, and those that something came from after it.
    ///
    /// @return whether there may be more.
    public boolean settleAll() {
        var calls = lines.unsettled(clock.instant().minus(PhoneLines.QUIET_MAX), CALLS_AT_ONCE_MAX);
        var settled = 0;
        for (var call : calls) {
            settled += settle(call) ? 1 : 0;
        }
        return settled == CALLS_AT_ONCE_MAX;
    }

    /// @return false while a turn has to come first: the caller's last words may be for people.
    private boolean settle(Lane call) {
        outbox.lineClosed(call, clock.instant());
        if (!store.unfinished(call, 1).isEmpty() || !botIsDone(call)) {
            return false;
        }
        lines.settled(call);
        return true;
    }

    /// @return false if turns keep changing the conversation.
    private boolean botIsDone(Lane call) {
        for (var tries = 0; tries < OUTRUN_MAX; tries++) {
            var open = store.findOpen(call);
            if (open.isEmpty() || !(open.get().stage() instanceof Stage.WithBot)) {
                return true;
            }
            var end = ConversationEnd.change(open.get(), Reason.CALL_ENDED, audit, clock.instant());
            if (store.commit(end)) {
                return true;
            }
        }
        return false;
    }
}
