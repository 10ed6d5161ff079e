package io.glassline.intake;

import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.InMemoryRecord.Accepted;
import java.util.concurrent.CompletableFuture;

/// The plainest inbound log there can be. It is never full and never away.
public final class InMemoryInboundLog implements InboundLog {

    private final InMemoryRecord record;

    public InMemoryInboundLog(InMemoryRecord record) {
        this.record = record;
    }

    @Override
    public CompletableFuture<Integer> accept(Arrival arrival) {
        synchronized (record) {
            var fresh = 0;
            for (var stamped : arrival.messages()) {
                var accepted = new Accepted(stamped.inbound());
                accepted.finished = stamped.inbound().isSignal();
                if (record.inbound.putIfAbsent(stamped.inbound().id(), accepted) == null) {
                    record.entries.add(stamped.entry());
                    fresh++;
                }
            }
            return CompletableFuture.completedFuture(fresh);
        }
    }
}
