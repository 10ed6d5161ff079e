package io.glassline.desk;

import java.time.Duration;
import java.time.Instant;

class InMemoryPresenceTest extends PresenceContract {

    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private final Presence presence = new InMemoryPresence(() -> now);

    @Override
    protected Presence presence() {
        return presence;
    }

    @Override
    protected void passes(Duration time) {
        now = now.plus(time);
    }
}
