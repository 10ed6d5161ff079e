package io.glassline.storage.postgres;

import io.glassline.message.Delivery;
import java.util.stream.Stream;

/// What a dead letter is: the only place that says so.
///
/// A message is dead when its sending has ended and a part of it failed. It waits for a person until one sends it again
/// or decides to leave it. The index `outbox_dead` is over those that wait; a test holds it against [#WAITS].
final class DeadLetterRule {

    /// Of a row of the outbox, with nothing before the columns' names.
    static final String WAITS = "dead and left_at is null";

    private DeadLetterRule() {}

    static boolean isDead(boolean isSettled, Stream<Delivery> parts) {
        return isSettled && parts.anyMatch(part -> part == Delivery.FAILED);
    }
}
