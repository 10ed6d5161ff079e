package io.glassline.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One version of a city's configuration, and what became of it.
///
/// @param after the version that was active when this one was pushed, which it is compared with
/// @param note what the person who pushed it says it is for
/// @param steps what was done with it, the oldest first; the first is that it was pushed
/// @param active whether the nodes decide by it now
public record Version(VersionId id, Optional<VersionId> after, String note, List<Step> steps, boolean active) {

    public Version {
        steps = List.copyOf(steps);
    }

    /// @param who the id of the person, or the name of the program's token
    /// @param says more about it, in a sentence or empty
    public record Step(Kind kind, String who, Instant at, String says) {

        public enum Kind {
            PUSHED,
            APPROVED,
            ACTIVATED,
            /// Another version was made active in its place, by going back.
            ROLLED_BACK
        }
    }

    public Optional<Step> last(Step.Kind kind) {
        return steps.reversed().stream().filter(step -> step.kind() == kind).findFirst();
    }

    public boolean isApproved() {
        return last(Step.Kind.APPROVED).isPresent();
    }
}
