package io.glassline.console;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/// Knows the forms that were sent already, so that an impatient second click does not write to the citizen twice.
@Singleton
final class SubmittedForms {

    /// Forms remembered; past it the oldest is forgotten.
    private static final int FORMS_MAX = 10_000;

    private final Map<String, Boolean> sent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > FORMS_MAX;
        }
    };

    /// Whether this is the first time that the form with this token is sent. A form without a token always counts.
    synchronized boolean isFirst(String once) {
        return once.isEmpty() || sent.put(once, true) == null;
    }

    /// What was sent came to nothing, and may be sent again.
    synchronized void forget(String once) {
        sent.remove(once);
    }
}
