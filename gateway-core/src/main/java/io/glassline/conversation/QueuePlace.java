package io.glassline.conversation;

import java.time.Duration;
import java.util.Optional;

/// Where a conversation waits in its queue: `place` counts from 1. `expectedWait` is how long people of this queue
/// needed of late, and empty where too few were served to tell.
public record QueuePlace(int place, Optional<Duration> expectedWait) {}
