package io.glassline.desk;

import java.util.Optional;

/// Who works at the desk.
@FunctionalInterface
public interface Colleagues {

    /// The one whose id this is, however its capitals are written. Empty for one who may not read what citizens
    /// write, and for one whom nobody knows.
    Optional<Agent> find(String id);
}
