package io.glassline.version;

import io.glassline.audit.Actor;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Problem;
import io.glassline.config.Version;
import io.glassline.config.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The versions of the city's configuration: pushed, tested, approved by a second person, activated, rolled back. Each
/// step is on the record. All nodes share them.
///
/// Safe to call from any thread. What is refused is an answer; when the record is away, calls throw.
public interface Versions {

    /// The latest first, at most `countMax`.
    List<Version> history(int countMax);

    Optional<Version> find(VersionId id);

    /// The version that nodes decide by; empty before the first.
    Optional<VersionId> active();

    /// The files of a version that is there.
    Optional<ConfigurationFiles> files(VersionId id);

    /// Takes a version in, where it has no mistake and its own tests hold. The same files pushed again are the same
    /// version, and change nothing.
    Pushed push(ConfigurationFiles files, String note, Actor by);

    /// Says for the version what its tests could not: that a second person has looked at it.
    Outcome approve(VersionId id, Actor by);

    /// Makes an approved version the one that all nodes decide by, within seconds. `instead` is the version that the
    /// person saw to be active: where another became active meanwhile, they are told.
    Outcome activate(VersionId id, Optional<VersionId> instead, Actor by);

    /// Makes the version active again that was so before the one that is. `from` is the version that the
    /// person saw to be active: where two roll back at once, the second is told, and does not go back
    /// two steps.
    Outcome rollback(Optional<VersionId> from, Actor by);

    /// Which node decides by which version.
    List<NodeVersion> nodes();

    sealed interface Pushed {

        /// @param warnings what is no mistake and may be a trap all the same
        /// @param known whether it had been pushed before
        record Taken(Version version, List<Problem> warnings, boolean known) implements Pushed {

            public Taken {
                warnings = List.copyOf(warnings);
            }
        }

        /// What is wrong: mistakes with file and line, cases that do not hold among them.
        record Refused(List<Problem> problems) implements Pushed {

            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    sealed interface Outcome {

        record Done(Version version) implements Outcome {}

        /// @param because a sentence for the person who asked
        record Refused(String because) implements Outcome {}
    }

    /// @param version what the node decides by
    /// @param refused the version that it could not take up, and why; empty where it follows the active one
    record NodeVersion(String node, VersionId version, Instant since, Optional<RefusedVersion> refused) {}

    record RefusedVersion(VersionId version, String because) {}
}
