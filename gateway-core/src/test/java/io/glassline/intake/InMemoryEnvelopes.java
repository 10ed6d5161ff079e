package io.glassline.intake;

import io.glassline.conversation.InMemoryRecord;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The plainest envelopes there can be: the calls of the arrivals it is told of.
public final class InMemoryEnvelopes implements Envelopes {

    private final InMemoryRecord record;
    private final Map<Envelope, String> accounts = new java.util.LinkedHashMap<>();

    public InMemoryEnvelopes(InMemoryRecord record) {
        this.record = record;
    }

    public synchronized void keep(Arrival arrival) {
        accounts.put(
                new Envelope(accounts.size() + 1L, arrival.call()),
                arrival.messages().getFirst().inbound().accountId());
    }

    @Override
    public synchronized List<Envelope> page(String accountId, Instant since, Instant until, long after, int countMax) {
        return accounts.keySet().stream()
                .filter(envelope -> accountId.equals(accounts.get(envelope)))
                .filter(envelope -> !envelope.call().receivedAt().isBefore(since)
                        && envelope.call().receivedAt().isBefore(until))
                .filter(envelope -> envelope.number() > after)
                .limit(countMax)
                .toList();
    }

    @Override
    public Map<Message.Id, Said> said(Collection<Message.Id> ids) {
        var said = new HashMap<Message.Id, Said>();
        synchronized (record) {
            for (var id : ids) {
                var accepted = record.inbound.get(id);
                if (accepted != null) {
                    said.put(id, new Said(accepted.inbound.from(), accepted.inbound.content()));
                }
            }
        }
        return said;
    }

    @Override
    public synchronized int forget(Instant before, int countMax) {
        var old = new ArrayList<>(accounts.keySet().stream()
                .filter(envelope -> envelope.call().receivedAt().isBefore(before))
                .limit(countMax)
                .toList());
        old.forEach(accounts::remove);
        return old.size();
    }
}
