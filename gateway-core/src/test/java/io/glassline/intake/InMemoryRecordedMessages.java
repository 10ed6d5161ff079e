package io.glassline.intake;

import io.glassline.conversation.InMemoryRecord;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks through the whole record.
public final class InMemoryRecordedMessages implements RecordedMessages {

    private final InMemoryRecord record;

    public InMemoryRecordedMessages(InMemoryRecord record) {
        this.record = record;
    }

    @Override
    public Set<Message.Id> received(Collection<Message.Id> ids) {
        synchronized (record) {
            return ids.stream().filter(record.inbound::containsKey).collect(Collectors.toUnmodifiableSet());
        }
    }

    @Override
    public Map<String, Delivery> sent(String accountId, Collection<String> providerIds) {
        synchronized (record) {
            var found = new HashMap<String, Delivery>();
            record.outbox.values().stream()
                    .filter(sending -> sending.send.lane().accountId().equals(accountId))
                    .flatMap(sending -> sending.parts.stream())
                    .forEach(part -> {
                        part.providerId.ifPresent(id -> found.merge(id, part.delivery, Delivery::advancedBy));
                        part.earlierId.ifPresent(id -> found.put(id, Delivery.READ));
                    });
            found.keySet().retainAll(Set.copyOf(providerIds));
            return found;
        }
    }
}
