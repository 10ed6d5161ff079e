package io.glassline.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class InMemoryEndedSessionsTest extends EndedSessionsContract {

    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    @Override
    protected EndedSessions node(Instant now) {
        return new InMemoryEndedSessions(ended, InstantSource.fixed(now));
    }
}
