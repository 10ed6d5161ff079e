package io.glassline.trial;

import java.util.Optional;

/// Where nodes keep how far their replays have come, so that each node can tell. No words are in it.
///
/// Safe to call from any thread. When the record is away, calls throw.
public interface ReplayStore {

    /// Keeps what the replay has come to; replays that are a week old are forgotten.
    ///
    /// @param node the one that runs it
    void put(Replay replay, String node);

    /// A replay of any node. One whose node is gone, or has begun anew, has failed.
    Optional<Replay> find(String id);

    /// To be called when `node` begins: what it had not ended, it does not go on with.
    void nodeBegins(String node);
}
