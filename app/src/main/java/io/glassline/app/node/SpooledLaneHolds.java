package io.glassline.app.node;

import io.glassline.conversation.Lane;
import io.glassline.storage.spool.SpoolListener;
import io.glassline.turn.Sessions;
import java.time.Duration;
import java.util.Collection;

/// Keeps every node from the lanes that have messages in this node's spool, because what the record has of them came
/// later. A lane is held under the spool's name, so that no other node that has drained its own lets go of it.
record SpooledLaneHolds(Sessions sessions, String spool) implements SpoolListener {

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
