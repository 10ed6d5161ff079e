package io.glassline.turn;

import io.glassline.routing.RouterCall;
import java.util.List;

/// Is told of each turn after its commit, on the thread of the turn, which waits for it: it returns at
/// once.
@FunctionalInterface
public interface TurnListener {

    /// Listens to nothing.
    TurnListener NONE = _ -> {};

    /// @param calls one for each message that the turn decided about, in order; none for a message that
    ///     was given up
    void committed(List<RouterCall> calls);
}
