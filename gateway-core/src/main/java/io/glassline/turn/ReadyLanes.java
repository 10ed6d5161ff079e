package io.glassline.turn;

import io.glassline.conversation.Lane;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A queue of lanes on which something new is in the record. Whoever stores messages adds to it, whoever runs turns
/// takes from it, and neither knows the other.
///
/// It holds no message: a lane that is lost with the process is found again among those that are unfinished. Safe
/// to use from any thread.
public final class ReadyLanes {

    private final BlockingQueue<Lane> lanes = new LinkedBlockingQueue<>();

    /// Never blocks.
    public void add(Lane lane) {
        lanes.add(lane);
    }

    /// The lane that has waited longest; waits for one while there is none.
    public Lane take() throws InterruptedException {
        return lanes.take();
    }
}
