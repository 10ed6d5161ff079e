package io.glassline.outbox;

import io.glassline.audit.Actor;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Messages that did not reach their citizen and will not without a person: their sending was given up, or their
/// provider took them and then could not deliver them.
///
/// Each thing a person does here is an entry of the audit stream, written in the same transaction. Writes are
/// durable when they return. Safe to call from any thread. The contract is executable: every implementation passes
/// `DeadLettersContract`.
public interface DeadLetters {

    /// The latest first, at most `countMax`, after `cursor` (empty for the first page).
    ///
    /// @throws IllegalArgumentException when the cursor is not one of this list's.
    Listing list(Optional<String> cursor, int countMax);

    /// How many there are, counted up to `countMax`.
    int count(int countMax);

    /// Puts a dead letter back into the outbox, to be sent in the parts that failed and no others. The provider may
    /// have it already: see [DeadLetter#mayHaveArrived()].
    ///
    /// @param by whoever decided it.
    /// @return false when the message is not a dead letter: another was quicker, or it was delivered after all.
    boolean sendAgain(Message.Id id, Actor by, Instant at);

    /// Takes a dead letter off the list for good.
    ///
    /// @param by whoever decided it.
    /// @return false when the message is not a dead letter.
    boolean leaveBe(Message.Id id, Actor by, String because, Instant at);

    /// Those of a choice, in the order in which they were written, at most `countMax`.
    List<Candidate> choose(DeadLetterChoice choice, int countMax);

    /// Puts many dead letters back into the outbox, all or none, each as [#sendAgain] does with one. They
    /// are sent in bulk: after everything live. `bulk` names this act, and counts once.
    ///
    /// @param by whoever decided it.
    /// @return false when nothing was done: `bulk` was used before, or one of them is no dead letter any
    ///     more.
    boolean sendAllAgain(UUID bulk, Collection<Message.Id> ids, Actor by, Instant at);

    /// How far such an act has come; empty when there was none.
    Optional<Progress> progress(UUID bulk);

    record Listing(List<DeadLetter> letters, Optional<String> nextCursor) {

        public Listing {
            letters = List.copyOf(letters);
        }
    }

    /// What was to be said and became of it: `because` is why its sending ended, `attempts` how many times it was
    /// taken up, `at` when it ended.
    record DeadLetter(Send send, List<Fate> fates, String because, int attempts, Instant at) {

        public DeadLetter {
            fates = List.copyOf(fates);
        }

        /// Whether sending it again may tell the citizen something twice.
        public boolean mayHaveArrived() {
            return fates.stream().anyMatch(Fate::mayHaveArrived);
        }

        /// What a [DeadLetterChoice] calls its reasons.
        public Set<String> reasons() {
            return fates.stream()
                    .filter(Fate::failed)
                    .map(fate -> fate.code().orElseGet(() -> because.replaceFirst("^part \\d+: ", "")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// What decides whether a dead letter can be sent again now. `citizenWroteAt` is when the citizen
    /// last wrote on this lane.
    record Candidate(
            Message.Id id,
            Lane lane,
            boolean despiteOptOut,
            Instant writtenAt,
            Optional<Instant> citizenWroteAt,
            boolean mayHaveArrived) {}

    /// Of so many `letters` that were put back by one act: those that still wait, that were sent, and
    /// that failed again. Those of which a later act has charge are in none of the three.
    record Progress(String by, Instant at, int letters, int waiting, int sent, int failed) {}

    /// What became of one part. `providerId` is there once the provider took it, `code` when the provider said why
    /// not.
    record Fate(
            Outgoing.Part part,
            Delivery delivery,
            Optional<Instant> handedOverAt,
            Optional<String> providerId,
            Optional<String> code) {

        public boolean failed() {
            return delivery == Delivery.FAILED || delivery == Delivery.UNKNOWN;
        }

        /// It was given to the provider, and nobody ever said that it did not get there.
        public boolean mayHaveArrived() {
            return failed() && handedOverAt.isPresent() && code.isEmpty();
        }
    }
}
