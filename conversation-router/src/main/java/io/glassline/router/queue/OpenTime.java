package io.glassline.router.queue;

import io.glassline.offer.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A queue's hours as a clock: it stands still while nobody is there.
public record OpenTime(Week week, Set<LocalDate> holidays, ZoneId zone) implements Hours {

    /// So far is looked ahead and back. Who waits for longer has waited for at least that.
    private static final int DAYS_MAX = 400;

    public OpenTime {
        holidays = Set.copyOf(holidays);
    }

    @Override
    public Duration open(Instant from, Instant to) {
        var open = Duration.ZERO;
        var day = from.atZone(zone).toLocalDate();
        var last = to.atZone(zone).toLocalDate();
        for (var days = 0; days < DAYS_MAX && !day.isAfter(last); days++, day = day.plusDays(1)) {
            for (var opening : openings(day)) {
                open = open.plus(opening.within(from, to));
            }
        }
        return open;
    }

    @Override
    public Optional<Instant> after(Instant from, Duration open) {
        var left = open;
        var day = from.atZone(zone).toLocalDate();
        for (var days = 0; days < DAYS_MAX; days++, day = day.plusDays(1)) {
            for (var opening : openings(day)) {
                var here = opening.within(from, opening.ends());
                if (here.compareTo(left) >= 0 && !here.isZero()) {
                    var begins = opening.begins().isAfter(from) ? opening.begins() : from;
                    return Optional.of(begins.plus(left));
                }
                left = left.minus(here);
            }
        }
        return Optional.empty();
    }

    private List<Opening> openings(LocalDate day) {
        return week.on(day, holidays).stream()
                .map(times -> new Opening(
                        day.atTime(times.from()).atZone(zone).toInstant(),
                        times.toEndOfDay()
                                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                                : day.atTime(times.to()).atZone(zone).toInstant()))
                .toList();
    }

    private record Opening(Instant begins, Instant ends) {

        Duration within(Instant from, Instant to) {
            var first = begins.isAfter(from) ? begins : from;
            var last = ends.isBefore(to) ? ends : to;
            return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
        }
    }
}
