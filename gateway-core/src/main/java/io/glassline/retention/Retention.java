package io.glassline.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// What is older than its schedule says, found and removed as an erasure removes it. What a hold is on stays, and is
/// counted nowhere. Safe to call from any thread, and from several nodes at once.
public interface Retention {

    /// How many conversations, messages with files and deliveries would go at this moment.
    Map<Schedule, Long> due(Collection<Schedule> all, Instant now);

    /// The run of this day: what is known of it, or a new one that has removed nothing.
    Run run(LocalDate day, Instant now);

    /// The last run that was finished.
    Optional<Run> lastFinished();

    /// Removes some of what is due by `schedule`, files first, and counts it in the run of `day`.
    ///
    /// @param all the schedules that there are: one without queues is about what the others do not name
    /// @return how many were removed; 0 where none is left
    int remove(Schedule schedule, Collection<Schedule> all, LocalDate day, Instant now);

    /// Has the database free what was removed, and puts the run on the record with its counts. It may take minutes.
    void finish(Run run, Instant now);

    /// @param finishedAt empty while it goes on
    record Run(
            LocalDate day,
            Instant begunAt,
            Optional<Instant> finishedAt,
            long conversations,
            long files,
            long quarantined) {

        public long removed() {
            return conversations + files + quarantined;
        }
    }
}
