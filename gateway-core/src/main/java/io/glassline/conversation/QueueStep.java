package io.glassline.conversation;

import java.time.Instant;

/// What was done about a conversation because it waited: a target of its queue relaxed, or it was
/// escalated.
///
/// @param queue in which it waited then
/// @param number which of the queue's steps, from 1; [#ESCALATION] for an escalation
/// @param words what it did, for whoever reads it later, when the queue's rules may be others
public record QueueStep(QueueId queue, int number, String words, Instant at) {

    public static final int ESCALATION = 0;

    public boolean isEscalation() {
        return number == ESCALATION;
    }
}
