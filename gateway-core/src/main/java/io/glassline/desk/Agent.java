package io.glassline.desk;

import java.util.Set;

/// Someone at the desk, signed in.
public record Agent(String id, String name, Set<Role> roles) {

    public Agent {
        roles = Set.copyOf(roles);
    }

    public enum Role {
        AGENT,
        SUPERVISOR,
        OPS
    }
}
