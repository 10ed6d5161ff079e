package io.glassline.router.trial;

import io.glassline.trial.RecordedMessage;

/// What one recorded message comes to when it is decided again.
///
/// @param recorded the message as it is on record
/// @param comparison by the version that is active now, and by the version that is tried
public record Redecision(RecordedMessage recorded, Comparison comparison) {

    /// Whether the active version decides now as the record has it.
    public boolean isReproduced() {
        return comparison.active().outcome().equals(recorded.decision().outcome());
    }
}
