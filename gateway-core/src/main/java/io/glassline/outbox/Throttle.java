package io.glassline.outbox;

import java.time.Duration;
import java.time.Instant;

/// Tokens for what each account may send, one for each part, over all nodes. Safe to call from any thread, and
/// never throws: away from the others, a node goes on by itself at a share of the rate.
public interface Throttle {

    /// Takes up to so many tokens of each pace: live ones first, and for bulk only what is above the share that is
    /// kept for live ones.
    Grant take(String accountId, int live, int bulk, Instant now);

    /// The provider asked for patience: nobody is given a token of this account for so long.
    void pause(String accountId, Duration atLeast, Instant now);

    /// The tokens given.
    record Grant(int live, int bulk) {

        public static final Grant NOTHING = new Grant(0, 0);
    }
}
