package io.glassline.app.api;

import io.glassline.desk.Agent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a program may do. Each role may do all that the roles before it may.
public enum ApiRole {
    /// Reads everything that the API shows.
    READER(Set.of()),

    /// Also works at the desk: takes conversations, replies, transfers, closes, sends again what was not delivered.
    AGENT(Set.of(Agent.Role.AGENT)),

    /// Also mends: compares with the providers' lists, reads deliveries again.
    SUPERVISOR(Set.of(Agent.Role.AGENT, Agent.Role.SUPERVISOR));

    private final Set<Agent.Role> atTheDesk;

    ApiRole(Set<Agent.Role> atTheDesk) {
        this.atTheDesk = atTheDesk;
    }

    Set<Agent.Role> atTheDesk() {
        return atTheDesk;
    }

    boolean covers(ApiRole needed) {
        return compareTo(needed) >= 0;
    }

    /// As it is written in a deployment's settings.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ApiRole> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
