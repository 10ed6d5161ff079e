package io.glassline.sources;

import java.time.Duration;
import java.util.Optional;

/// Why a source gave no answer. The message names no value that a citizen said, nor any that the source
/// holds.
final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final Outcome outcome;

    /// How long the source asked to be left alone.
    private final transient Optional<Duration> patience;

    SourceFailure(Outcome outcome, String because) {
        this(outcome, because, Optional.empty());
    }

    SourceFailure(Outcome outcome, String because, Optional<Duration> patience) {
        super(because, null, false, false);
        this.outcome = outcome;
        this.patience = patience;
    }

    Outcome outcome() {
        return outcome;
    }

    Optional<Duration> patience() {
        return patience;
    }

    String because() {
        return String.valueOf(getMessage());
    }
}
