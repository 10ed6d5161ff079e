package io.glassline.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Removes once a day what the city's schedules say, some at a step. A run that was interrupted goes on where it was.
public final class RetentionWork {

    /// The hour of the city's clock at which a day's run begins: most citizens sleep.
    static final Duration BEGINS_AFTER_MIDNIGHT = Duration.ofHours(3);

    /// So long after the last run was finished, the next is missed. A run begins every 24 hours.
    public static final Duration MISSED_AFTER = Duration.ofHours(36);

    private final Retention retention;
    private final Supplier<List<Schedule>> schedules;
    private final Supplier<ZoneId> zone;
    private final InstantSource clock;
    private final Instant since;

    /// @param schedules as they are now; where there are none, nothing is removed
    /// @param zone the city's
    public RetentionWork(
            Retention retention, Supplier<List<Schedule>> schedules, Supplier<ZoneId> zone, InstantSource clock) {
        this.retention = retention;
        this.schedules = schedules;
        this.zone = zone;
        this.clock = clock;
        this.since = clock.instant();
    }

    /// @return whether there is more to do at once
    public boolean step() {
        var all = schedules.get();
        if (all.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var day = now.minus(BEGINS_AFTER_MIDNIGHT).atZone(zone.get()).toLocalDate();
        var run = retention.run(day, now);
        if (run.finishedAt().isPresent()) {
            return false;
        }
        for (var schedule : all) {
            if (retention.remove(schedule, all, day, now) > 0) {
                return true;
            }
        }
        retention.finish(retention.run(day, now), clock.instant());
        return false;
    }

    /// As they are now.
    public List<Schedule> schedules() {
        return schedules.get();
    }

    /// How much each of them would remove at this moment.
    public Map<Schedule, Long> preview() {
        return retention.due(schedules.get(), clock.instant());
    }

    public Optional<Retention.Run> last() {
        return retention.lastFinished();
    }

    /// Whether the city has schedules and no run has kept them for [#MISSED_AFTER].
    public boolean isMissed() {
        if (schedules.get().isEmpty()) {
            return false;
        }
        var last = retention.lastFinished().flatMap(Retention.Run::finishedAt).orElse(since);
        return last.plus(MISSED_AFTER).isBefore(clock.instant());
    }
}
