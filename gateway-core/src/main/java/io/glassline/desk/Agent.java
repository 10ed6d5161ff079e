package io.glassline.desk;

import io.glassline.audit.Actor;
import java.util.Set;

/// Someone at the desk, signed in. `actor` is how the record names what they do: a person at the console, or a program
/// on their behalf.
public record Agent(String id, String name, Set<Role> roles, Actor actor) {

    public Agent {
        roles = Set.copyOf(roles);
    }

    /// A person at the console, from an address that is not known.
    public Agent(String id, String name, Set<Role> roles) {
        this(id, name, roles, Actor.atConsole(id));
    }

    /// The same agent, whose requests come from this network address.
    public Agent from(String address) {
        return new Agent(id, name, roles, actor.from(address));
    }

    public enum Role {
        AGENT,
        SUPERVISOR,
        OPS
    }
}
