package io.glassline.privacy;

import io.glassline.audit.Actor;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Erasures and holds in the record. What changes is durable when a method returns, together with its entry in the
/// audit stream, which names neither address nor words. A hold that was set is obeyed by whatever comes after.
///
/// Safe to call from any thread, and from several nodes at once.
public interface Erasures {

    /// The longest reason for an erasure, a hold or an export.
    int BECAUSE_MAX_CHARS = 500;

    sealed interface Asked {

        /// It is to be brought on; or it was asked for already, and is under way.
        record Begun(Erasure erasure) implements Asked {}

        record Held(Hold hold) implements Asked {}
    }

    /// @param because why, in the words of whoever asks
    Asked ask(Address address, String because, Actor by, Instant now);

    Optional<Erasure> find(UUID id);

    /// Those that are not over and are due, the earliest first.
    List<Erasure> due(Instant now, int countMax);

    /// Nothing can be done about it before `at`.
    void later(Erasure erasure, Instant at);

    /// Which channels know the address.
    Set<Address> known(String address);

    /// All lanes of the citizen on the channel.
    Set<Lane> lanes(Erasure erasure);

    /// Whether something of the citizen is under way: a message that has had no turn, a send or a request that may
    /// have reached its system.
    boolean isUnderWay(Erasure erasure);

    /// Replaces the address in all tables, and takes the words away: all of it or nothing.
    ///
    /// @return as it is now: at [Erasure.Stage#CALLS], or refused because of a hold
    Erasure replace(Erasure erasure, Instant now);

    /// Takes the citizen out of some of the providers' calls.
    Erasure cleanCalls(Erasure erasure);

    /// The messages that files may have been kept of.
    List<Message.Id> withFiles(Erasure erasure);

    /// Files and what Redis holds are gone.
    Erasure filesAreGone(Erasure erasure);

    /// Looks through some of the messages; what came in meanwhile leads back to [Erasure.Stage#ASKED].
    Erasure sweep(Erasure erasure, Instant now);

    /// Has the database free what it still has of rows that were replaced or deleted. All erasures that are at
    /// [Erasure.Stage#DEAD_ROWS] when it begins are finished by it. It may take minutes.
    Erasure freeDeadRows(Erasure erasure, Instant now);

    Optional<Hold> holdOn(Address address);

    /// @return the hold that stands, which may be an earlier one
    Hold hold(Address address, String because, Actor by, Instant now);

    /// @return false where nothing holds it
    boolean lift(Address address, String because, Actor by, Instant now);
}
