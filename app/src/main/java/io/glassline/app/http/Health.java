package io.glassline.app.http;

import java.util.Map;

/// Looks at what the gateway depends on, within a time limit.
@FunctionalInterface
public interface Health {

    Looked look();

    /// `parts` says `UP`, `DOWN` or `AWAY` of each part; `ready` whether messages can be taken.
    record Looked(boolean ready, Map<String, String> parts) {}
}
