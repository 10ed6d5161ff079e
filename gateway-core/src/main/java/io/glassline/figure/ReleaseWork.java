package io.glassline.figure;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the release of each day when it is over, and those of the days that an outage left out, one at a step.
public final class ReleaseWork {

    /// So long after midnight a day's last turns are written down, and clocks of nodes agree that it is over.
    static final Duration SETTLED_AFTER = Duration.ofMinutes(10);

    private final Releases releases;
    private final Topics topics;
    private final Supplier<ZoneId> zone;
    private final InstantSource clock;

    /// @param zone the city's: its days are counted
    public ReleaseWork(Releases releases, Topics topics, Supplier<ZoneId> zone, InstantSource clock) {
        this.releases = releases;
        this.topics = topics;
        this.zone = zone;
        this.clock = clock;
    }

    /// @return whether a release was made, so that there may be another to make
    public boolean step() {
        var in = zone.get();
        var next = next(in);
        return next.isPresent() && make(next.get(), in);
    }

    private Optional<LocalDate> next(ZoneId in) {
        var today = clock.instant().minus(SETTLED_AFTER).atZone(in).toLocalDate();
        return releases.last()
                .map(day -> day.plusDays(1))
                .or(() -> releases.firstEnd(in))
                .filter(today::isAfter);
    }

    private boolean make(LocalDate day, ZoneId in) {
        var since = day.atStartOfDay(in).toInstant();
        var until = day.plusDays(1).atStartOfDay(in).toInstant();
        var outcomes = releases.dealings(since, until).stream()
                .map(dealing -> Outcome.of(dealing, topics, in, until))
                .filter(Outcome::isReleased)
                .toList();
        return releases.write(Release.of(day, outcomes), clock.instant());
    }
}
