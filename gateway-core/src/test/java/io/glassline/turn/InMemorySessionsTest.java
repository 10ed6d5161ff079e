package io.glassline.turn;

import io.glassline.conversation.Samples;
import java.time.Duration;
import java.time.Instant;

class InMemorySessionsTest extends SessionsContract {

    private Instant now = Samples.NOW;
    private final Sessions sessions = new InMemorySessions(() -> now);

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Override
    protected void pass(Duration time) {
        now = now.plus(time);
    }
}
