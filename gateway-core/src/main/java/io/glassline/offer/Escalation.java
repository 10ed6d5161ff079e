package io.glassline.offer;

import io.glassline.conversation.QueueId;
import io.glassline.desk.Agent;
import java.time.Duration;
import java.util.Optional;

/// What is done with a conversation that waits for longer than `after` of its queue's hours: it goes to another queue,
/// or those of a role are asked to look, or both.
public record Escalation(Duration after, Optional<QueueId> to, Optional<Agent.Role> tell) {

    public Escalation {
        if (to.isEmpty() && tell.isEmpty()) {
            throw new IllegalArgumentException("an escalation goes to a queue, or tells somebody");
        }
    }

    public String words() {
        var goes = to.map(queue -> "it went to " + queue).orElse("");
        var tells = tell.map(role -> (role == Agent.Role.SUPERVISOR ? "supervisors" : "agents") + " were asked to look")
                .orElse("");
        return goes.isEmpty() || tells.isEmpty() ? goes + tells : goes + ", and " + tells;
    }
}
