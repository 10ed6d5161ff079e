package io.glassline.outbox;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Messages decided on and not yet sent, and the journal of their parts. They are put in by
/// [io.glassline.store.ConversationStore#commit], in the transaction that decided them.
///
/// A part that fails with a status of [AddressStatus] is written down under its code, at once or by a
/// report. Where it says that nobody has the address, that counts against the address: see
/// [Due#bouncedAt()].
///
/// Every move of a part is an entry of the audit stream, written in the same transaction. Writes are durable when
/// they return. Safe to call from any thread. The contract is executable: every implementation passes
/// `OutboxContract`.
public interface Outbox {

    /// How long the lease holds at least after a part was handed over, so that nobody else takes the message while
    /// its provider is being called. Longer than any call may take.
    Duration HELD_WHILE_CALLING = Duration.ofSeconds(25);

    /// Messages written within this time count as a storm, when they say the same to the same citizen.
    Duration STORM_WITHIN = Duration.ofMinutes(10);

    /// Takes due messages for `lease`: what is longest due, at most `countMax`, of each account no more than it is
    /// allowed, and in bulk only while nothing live of that account is due. Of each lane and pace only the oldest
    /// message that is not settled, so that a citizen reads them in the order they were written. Not settled by the
    /// end of the lease, it becomes due again, with the journal as far as it got.
    List<Due> claim(List<Allowance> allowances, Instant now, Duration lease, int countMax);

    /// As above, of accounts that may send as much as there is.
    default List<Due> claim(Set<String> accountIds, Instant now, Duration lease, int countMax) {
        var allowances = accountIds.stream()
                .map(account -> new Allowance(account, countMax, countMax))
                .toList();
        return claim(allowances, now, lease, countMax);
    }

    /// How many messages of an account may be taken now, of each pace.
    record Allowance(String accountId, int live, int bulk) {}

    /// Writes that this part is about to be given to the provider. Must return before it is. The lease then holds
    /// for at least [#HELD_WHILE_CALLING].
    ///
    /// Whatever it throws, the part must not be sent. With the record away, it throws only once that is written, or
    /// has been tried for long.
    ///
    /// @throws IllegalStateException when the part is not ours to send: the lease was lost, or whoever had the
    ///     message before has sent it and writes so only now.
    void handingOver(Due due, int part, Instant now);

    /// Writes what became of one part, and puts it on the record. Reports that came before the provider's id was
    /// known are joined now. Forward only, but for one step back: [Delivery#QUEUED] says that the provider surely
    /// has not got the part that was handed over.
    void move(Due due, int part, Step step, Instant now);

    /// Ends the lease: with nothing left to do, or to be tried again at `retryAt`, which counts as a try. Without a
    /// retry, parts that are not settled are failed, and the message is a dead letter for a person to see.
    void release(Due due, Optional<Instant> retryAt, String because, Instant now);

    /// [#move], then [#release], in one transaction.
    void moveAndRelease(Due due, int part, Step step, Optional<Instant> retryAt, String because, Instant now);

    /// Ends the lease as if the message had not been tried: it may be taken again at `at`.
    void putBack(Due due, Instant at, String because, Instant now);

    /// Puts back what met a full mailbox and has waited its time ([AddressStatus#roomAwaitedUntil]), at
    /// most `countMax`. Until then it holds nothing of its lane.
    ///
    /// @return how many there were.
    int tryFullMailboxes(Instant now, int countMax);

    /// What waits on this account, and is not leased, is due now: its provider is back.
    void hurry(String accountId, Instant now);

    /// Whether the provider's id is that of a part of ours.
    boolean knows(String accountId, String providerId);

    /// To whom a message of this account was written, if it was one.
    Optional<Lane> laneOf(String accountId, Message.Id message);

    /// What is to be said to a caller on an open line: everything queued on the lane, in order, journalled as sent
    /// under `reference`. Called again with the same reference it gives the same again: the provider asked twice.
    List<Outgoing> say(Lane lane, String reference, Instant now);

    /// What was said on the line under references that begin so, since the caller last said something, and of which no
    /// report says that it was heard: whoever was cut off while it was said has to hear it again.
    List<Outgoing> unheard(Lane lane, String references);

    /// What is queued on a lane whose line has closed can no longer be said; it is failed, for an agent to see.
    void lineClosed(Lane lane, Instant now);

    /// Writes what a provider reports of a part. A report about a part that is not known yet is parked and joined
    /// when it is.
    void report(String accountId, DeliveryReported report, Instant now);

    /// As [#report], without waiting: durable when it completes.
    CompletableFuture<Void> reportLater(String accountId, DeliveryReported report, Instant now);

    /// A message to send, and its parts with where they stand.
    ///
    /// @param lease tells this lease of the message from all others.
    /// @param tries how often its provider failed it.
    /// @param sameWords how many messages written to this citizen within [#STORM_WITHIN] say the same, up to and
    ///     with this one; 0 when it has been given back before.
    /// @param bouncedAt when a message on this lane came back because nobody has the address, if the
    ///     citizen has not written since and no person has sent anything again.
    record Due(Send send, List<PartState> parts, int lease, int tries, int sameWords, Optional<Instant> bouncedAt) {

        public Due {
            parts = List.copyOf(parts);
        }

        /// To an address of which nothing bad is known.
        public Due(Send send, List<PartState> parts, int lease, int tries, int sameWords) {
            this(send, parts, lease, tries, sameWords, Optional.empty());
        }
    }

    /// `handedOverAt` is when the part was last given to the provider.
    record PartState(Outgoing.Part part, Delivery delivery, Optional<Instant> handedOverAt) {}

    /// One move of a part's journal.
    record Step(Delivery delivery, Optional<String> providerId, Optional<String> code, String because) {}
}
