package io.glassline.offer;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Escalation;
import java.time.Instant;

/// Something that is to be done about what waits. Steps are done in the order in which they are given.
public sealed interface Step {

    Conversation.Id conversation();

    /// An offer is over: nobody answered it in time.
    record TimeOut(Conversation.Id conversation, String agentId) implements Step {}

    /// An offer is over without anyone's fault: the agent has gone, or it does not wait any more.
    record Withdraw(Conversation.Id conversation, String agentId) implements Step {}

    /// The step of this number, counted from 0, of the queue's targets is due.
    ///
    /// @param version the conversation's, for which it was decided
    record Relax(Conversation.Id conversation, long version, int number, Relaxation relaxation) implements Step {}

    record Escalate(Conversation.Id conversation, long version, Escalation escalation) implements Step {}

    record MakeOffer(Conversation.Id conversation, String agentId, Instant until) implements Step {}
}
