package io.glassline.app;

import io.glassline.conversation.Lane;
import io.glassline.storage.spool.SpoolListener;
import io.glassline.turn.Sessions;
import java.time.Duration;
import java.util.Collection;

/// Lanes with messages in this node's spool are claimed by no node: what is in the record already came later. Held
/// under the spool's name, so that no other node that has drained its own lets go of them.
record HeldLanes(Sessions sessions, String spool) implements SpoolListener {

    /// Long enough for a node that was killed to come back with its spool; one that does not holds its lanes no longer.
    private static final Duration HELD = Duration.ofMinutes(2);

    @Override
    public void spooled(Collection<Lane> lanes) {
        sessions.hold(lanes, spool, HELD);
    }

    @Override
    public void drained(Collection<Lane> lanes) {
        sessions.letGo(lanes, spool);
    }
}
