package io.glassline.turn;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// Session state in Redis, and the lease that keeps two nodes from doing the same turn.
///
/// Both only save work: the conversation store is the truth, and its compare-and-set is what makes a turn correct.
/// So nothing here throws because Redis is away or was emptied: then every claim succeeds and knows nothing. Safe
/// to call from any thread. The contract is executable: every implementation passes `SessionsContract`.
public interface Sessions {

    /// Claims the lane for `atMost`.
    ///
    /// @return empty when another holds it, who is told that it was asked for; or when it is held for an earlier
    ///     message.
    Optional<Claim> claim(Lane lane, Duration atMost);

    /// Keeps `latest`, as [#keep] does, and gives the lane back. A claim that has run out and was taken by another
    /// stays theirs.
    ///
    /// @return whether another asked for the lane while it was held: what it came for is still to be done.
    boolean release(Claim claim, Optional<Conversation> latest);

    /// Lets nobody claim these lanes for `atMost`: an earlier message of theirs is on its way to the record. A lane may
    /// be held by several, each for what it has.
    ///
    /// @param holder letters, digits and `-`.
    void hold(Collection<Lane> lanes, String holder, Duration atMost);

    /// Ends [#hold] for this holder.
    void letGo(Collection<Lane> lanes, String holder);

    /// Keeps the conversation's state, unless a later version is kept already. A closed conversation is forgotten.
    void keep(Conversation conversation);

    /// Deletes all that is kept of a lane; a claim of it is over.
    ///
    /// @return false where nobody can say that it is gone, because Redis is away
    boolean forget(Lane lane);

    /// `fence` rises with each claim of a lane. `session` is the conversation last kept for the lane, if it is
    /// there.
    record Claim(Lane lane, long fence, Optional<Conversation> session) {}
}
