package io.glassline.console;

import io.glassline.desk.Agent;
import io.glassline.desk.Agent.Role;
import java.time.Instant;

/// Someone who is signed in, until `expiresAt`. `csrf` is in every form of theirs, and no other site can know it.
record StaffSession(Agent agent, String nonce, Instant expiresAt, String csrf) {

    /// The session as it comes from this network address with a request.
    StaffSession from(String address) {
        return new StaffSession(agent.from(address), nonce, expiresAt, csrf);
    }

    /// Whether they may read what citizens and the city say to each other. Those who only run the machines may not.
    boolean mayRead() {
        return agent.roles().contains(Role.AGENT) || supervises();
    }

    /// Whether they look after deliveries that could not be read, in which citizens' words may be.
    boolean mends() {
        return supervises() || agent.roles().contains(Role.OPS);
    }

    /// Whether they see the versions of the city's rules, and say which one is live.
    boolean seesRules() {
        return supervises() || agent.roles().contains(Role.OPS);
    }

    /// Whether addresses are shown to them whole.
    boolean supervises() {
        return agent.roles().contains(Role.SUPERVISOR);
    }
}
