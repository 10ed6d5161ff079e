package io.glassline.offer;

import java.time.Instant;
import java.util.Map;

/// When a console of each of the staff was last heard of, on whichever node. It may forget: then nobody is
/// seen, and nobody is offered anything until they are.
///
/// Safe to call from any thread.
public interface SeenStaff {

    void seen(String agentId, Instant now);

    /// By the id of the agent.
    Map<String, Instant> all();
}
