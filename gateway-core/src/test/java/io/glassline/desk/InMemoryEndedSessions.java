package io.glassline.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Nodes of one deployment are given the same map.
public record InMemoryEndedSessions(Map<String, Instant> ended, InstantSource clock) implements EndedSessions {

    public static InMemoryEndedSessions none(InstantSource clock) {
        return new InMemoryEndedSessions(new ConcurrentHashMap<>(), clock);
    }

    @Override
    public void end(String session, Instant expiresAt) {
        var now = clock.instant();
        ended.values().removeIf(end -> !end.isAfter(now));
        ended.put(session, expiresAt);
    }

    @Override
    public boolean isEnded(String session) {
        return ended.containsKey(session);
    }
}
