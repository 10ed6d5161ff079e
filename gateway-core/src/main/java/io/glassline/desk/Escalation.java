package io.glassline.desk;

import io.glassline.conversation.QueueId;
import java.time.Duration;
import java.util.Optional;

/// What is done with a conversation that waits for longer than `after` of its queue's hours: it goes to
/// another queue, or those of a role are asked to look, or both.
public record Escalation(Duration after, Optional<QueueId> to, Optional<Agent.Role> tell) {

    public Escalation {
        if (to.isEmpty() && tell.isEmpty()) {
            throw new IllegalArgumentException("an escalation goes to a queue, or tells somebody");
        }
    }

    /// What it does, before it has been done.
    public String will() {
        var goes = to.map(queue -> "it goes to " + queue).orElse("");
        var tells = tell.map(role -> named(role) + " are asked to look").orElse("");
        return goes.isEmpty() || tells.isEmpty() ? goes + tells : goes + ", and " + tells;
    }

    private static String named(Agent.Role role) {
        return role == Agent.Role.SUPERVISOR ? "supervisors" : "agents";
    }

    /// What it did.
    public String words() {
        var goes = to.map(queue -> "it went to " + queue).orElse("");
        var tells = tell.map(role -> named(role) + " were asked to look").orElse("");
        return goes.isEmpty() || tells.isEmpty() ? goes + tells : goes + ", and " + tells;
    }
}
