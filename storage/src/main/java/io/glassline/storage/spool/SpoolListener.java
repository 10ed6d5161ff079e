package io.glassline.storage.spool;

import io.glassline.conversation.Lane;
import java.util.Collection;

/// Hears on which lanes messages lie in this node's spool, so that no other node handles later ones before them.
///
/// Called on a thread of its own, one call at a time, with what has come to be since the last call: it may block, and
/// may throw, without holding up anything but the next call. While lanes are spooled they are told again every
/// [SpooledLanes#TOLD_AGAIN_EVERY], so that whoever remembers them may forget those of a node that died.
public interface SpoolListener {

    /// Where this node is the only one.
    SpoolListener NOBODY = new SpoolListener() {
        @Override
        public void spooled(Collection<Lane> lanes) {}

        @Override
        public void drained(Collection<Lane> lanes) {}
    };

    /// Messages of these lanes are in the spool. May name lanes that were named before.
    void spooled(Collection<Lane> lanes);

    /// All messages of these lanes that were in the spool are in the record now.
    void drained(Collection<Lane> lanes);
}
