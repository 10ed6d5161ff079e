package io.glassline.app;

import io.glassline.conversation.Lane;
import io.glassline.storage.spool.SpoolListener;
import io.glassline.storage.spool.SpooledLanes;
import io.glassline.turn.Sessions;
import java.time.Duration;
import java.util.Collection;

/// Lanes with messages in this node's spool are claimed by no node: what is in the record already came later.
record HeldLanes(Sessions sessions) implements SpoolListener {

    /// Outlives two tellings that were missed; a node that died holds its lanes for no longer.
    private static final Duration HELD = SpooledLanes.TOLD_AGAIN_EVERY.multipliedBy(3);

    @Override
    public void spooled(Collection<Lane> lanes) {
        sessions.hold(lanes, HELD);
    }

    @Override
    public void drained(Collection<Lane> lanes) {
        sessions.letGo(lanes);
    }
}
