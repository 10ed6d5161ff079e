package io.glassline.desk;

import io.glassline.conversation.Conversation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Presence on one node.
public final class InMemoryPresence implements Presence {

    private record Heard(boolean writing, Instant at) {}

    private final Map<Conversation.Id, Map<String, Heard>> readers = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public InMemoryPresence(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void here(Conversation.Id conversation, String agentId, boolean writing) {
        readers.computeIfAbsent(conversation, _ -> new TreeMap<>()).put(agentId, new Heard(writing, clock.instant()));
    }

    @Override
    public synchronized void gone(Conversation.Id conversation, String agentId) {
        readers.getOrDefault(conversation, new TreeMap<>()).remove(agentId);
    }

    @Override
    public synchronized List<Reader> others(Conversation.Id conversation, String agentId) {
        var since = clock.instant().minus(LASTS);
        return readers.getOrDefault(conversation, Map.of()).entrySet().stream()
                .filter(reader -> !reader.getKey().equals(agentId))
                .filter(reader -> reader.getValue().at().isAfter(since))
                .map(reader -> new Reader(reader.getKey(), reader.getValue().writing()))
                .toList();
    }
}
