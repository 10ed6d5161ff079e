package io.glassline.intake;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.WebhookCall;
import io.glassline.conversation.Inbound;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Keeps what providers deliver.
///
/// Safe to call from any thread, the event loop included: it never blocks. The contract is executable: every
/// implementation passes `InboundLogContract`.
public interface InboundLog {

    /// Stores the messages and signals, each with its audit entry, and the call they came in. One whose id is
    /// already stored is left as it was and gets no second entry. A message is unfinished from then on; a
    /// signal needs nothing more.
    ///
    /// @return completes once all of it is durable, with how many messages are new in the record. That is 0 as
    ///     well when it is durable elsewhere first, the record being away; whoever waits for them there is told
    ///     when they are in it. Completes with [Full] when too much is waiting already, and with [Away] when
    ///     nothing can be reached that would keep it; then nothing was stored, and the provider is to be told
    ///     to come again. Completes with [IllegalArgumentException] when the store will never take it.
    CompletableFuture<Integer> accept(Arrival arrival);

    record Arrival(WebhookCall call, List<Stamped> messages) {

        public Arrival {
            messages = List.copyOf(messages);
        }
    }

    record Stamped(Inbound inbound, AuditEntry entry) {}

    final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Full(String because) {
            super(because);
        }
    }

    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Away(Throwable cause) {
            super("the record cannot be reached", cause);
        }
    }
}
