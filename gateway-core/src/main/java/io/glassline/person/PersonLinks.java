package io.glassline.person;

import io.glassline.audit.Actor;
import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Which addresses are one person's. Nothing is removed from it: a link that was undone stands there with
/// who undid it and why.
///
/// Writes are durable when they return, and each link and each undoing is an entry on the record, in the
/// same transaction. Safe to call from any thread. Every implementation passes `PersonLinksContract`.
public interface PersonLinks {

    /// More addresses than that are no person's, and are not linked.
    int ADDRESSES_MAX = 12;

    /// The links that hold and by which the lane's address is joined to others, over any number of steps;
    /// the earliest first.
    List<PersonLink> of(Lane lane);

    /// The other addresses of the lane's person.
    default Set<Lane> others(Lane lane) {
        var others = new LinkedHashSet<Lane>();
        for (var link : of(lane)) {
            others.add(link.lane());
            others.add(link.other());
        }
        others.remove(lane);
        return others;
    }

    /// Links two addresses.
    ///
    /// @return false, and nothing is written, where they are one person's already or have more than
    ///     [#ADDRESSES_MAX] together
    boolean link(PersonLink link, Actor by);

    /// Undoes the link `id`, which must be among those [#of] the lane.
    ///
    /// @return the link that was undone; empty, and nothing is written, where there is none that holds
    Optional<PersonLink> unlink(UUID id, Lane lane, String because, Actor by, Instant at);

    /// Keeps a code that is about to be sent. It takes the place of any other from `lane`.
    ///
    /// @return empty, and nothing is kept, where too many were asked for from `lane` or sent to `other`
    ///     ([LinkCode#CODES_MAX])
    Optional<Kept> keep(LinkCode code);

    /// @param code the one that is kept under this id
    /// @param isNew false where it was kept already, and stays as it was
    record Kept(LinkCode code, boolean isNew) {}

    /// Whether the code written back from `lane` is one that is waited for there, and if so links the
    /// addresses. The same message has the same answer however often it is asked about.
    Answer redeem(Lane lane, String code, Message.Id message, Instant now);

    sealed interface Answer {

        /// No code is waited for on this lane, so these digits are something else.
        record NoCode() implements Answer {}

        /// The addresses are linked now.
        record Linked() implements Answer {}

        /// It is another code; `triesLeft` is at least 1.
        record Wrong(int triesLeft) implements Answer {}

        /// The code was tried too often, or too late, and is worth nothing now.
        record Over() implements Answer {}
    }
}
