package io.glassline.offer;

import io.glassline.audit.Actor;
import java.time.Instant;
import java.util.Map;

/// What supervisors wrote down of each of the staff.
public interface Profiles {

    /// By the agent's id.
    Map<String, Profile> all();

    /// In place of what was written before, and on the record.
    void write(Profile profile, Actor by, Instant now);
}
