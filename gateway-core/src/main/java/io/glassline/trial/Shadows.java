package io.glassline.trial;

import io.glassline.audit.Actor;
import io.glassline.config.VersionId;
import java.time.Duration;
import java.util.Optional;

/// The shadows of the city, which all nodes share. At most one runs at a time. Who began and ended it is
/// on the record.
///
/// It ends by itself when its time is over, and when another version becomes active, its draft among
/// them.
///
/// Safe to call from any thread. What is refused is an answer; when the record is away, calls throw.
public interface Shadows {

    /// A shadow costs as much as deciding; one that was forgotten ends.
    Duration LONGEST = Duration.ofDays(7);

    /// How long one runs where nobody says more.
    Duration USUALLY = Duration.ofDays(1);

    /// Begins a shadow, which nodes take up within seconds.
    ///
    /// @param within how long it runs, at most [#LONGEST]
    Outcome begin(VersionId draft, Share share, Duration within, Actor by);

    /// Ends the one that runs.
    Outcome end(Actor by);

    /// The shadow that runs, else the last one; empty where there was none.
    Optional<Shadow> latest();

    /// The shadow that runs, without what it found. One whose time is over is ended by this.
    Optional<Shadow> running();

    /// Keeps what a node has found of a shadow, all that it found: it stands instead of what it kept
    /// before.
    ///
    /// @param writer names the node's run; another run of the same node has another name
    void keep(String shadow, String writer, ShadowFindings found);

    sealed interface Outcome {

        record Done(Shadow shadow) implements Outcome {}

        /// @param because a sentence for the person who asked
        record Refused(String because) implements Outcome {}
    }
}
