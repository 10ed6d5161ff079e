package io.glassline.app.http;

import java.util.Map;

/// Looks at what the gateway depends on, within a time limit.
@FunctionalInterface
public interface Health {

    Report report();

    /// `parts` says how each part is: `UP` or `AWAY`, and of the spool `EMPTY`, `FILLING` or `FULL`; `ready` whether
    /// messages can be taken.
    record Report(boolean ready, Map<String, String> parts) {}
}
