package io.glassline.outbox;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Messages decided on and not yet sent, and the journal of their parts. They are put in by
/// [io.glassline.conversation.ConversationStore#commit], in the transaction that decided them.
///
/// Every move of a part is an entry of the audit stream, written in the same transaction. Writes are durable when
/// they return. Safe to call from any thread. The contract is executable: every implementation passes
/// `OutboxContract`.
public interface Outbox {

    /// Takes up to `countMax` due messages of these accounts for `lease`, longest due first. Of each lane only the
    /// oldest message that is not settled, so that a citizen reads them in the order they were written. Not settled
    /// by the end of the lease, it becomes due again, with the journal as far as it got.
    List<Due> claim(Set<String> accountIds, Instant now, Duration lease, int countMax);

    /// Writes that this part is about to be given to the provider. Must return before it is.
    void handingOver(Due due, int part, Instant now);

    /// Writes what became of one part, and puts it on the record. Reports that came before the provider's id was
    /// known are joined now. Forward only, but for one step back: [Delivery#QUEUED] says that the provider surely
    /// has not got the part that was handed over.
    void move(Due due, int part, Step step, Instant now);

    /// Ends the lease: with nothing left to do, or to be tried again at `retryAt`. Without a retry, parts that are
    /// not settled are failed, and the message is a dead letter for a person to see.
    void release(Due due, Optional<Instant> retryAt, String because, Instant now);

    /// What is to be said to a caller on an open line: everything queued on the lane, in order, journalled as sent
    /// under `reference`. Called again with the same reference it gives the same again: the provider asked twice.
    List<Outgoing> say(Lane lane, String reference, Instant now);

    /// What is queued on a lane whose line has closed can no longer be said; it is failed, for an agent to see.
    void lineClosed(Lane lane, Instant now);

    /// Writes what a provider reports of a part. A report about a part that is not known yet is parked and joined
    /// when it is.
    void report(String accountId, DeliveryReported report, Instant now);

    /// A message to send, how many times that was tried, and its parts with where they stand.
    record Due(Send send, List<PartState> parts, int attempts) {

        public Due {
            parts = List.copyOf(parts);
        }
    }

    /// `handedOverAt` is when the part was last given to the provider.
    record PartState(Outgoing.Part part, Delivery delivery, Optional<Instant> handedOverAt) {}

    /// One move of a part's journal.
    record Step(Delivery delivery, Optional<String> providerId, Optional<String> code, String because) {}
}
