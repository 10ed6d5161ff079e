package io.glassline.programme;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// The time of day in which nothing is sent that can wait: from `from` until just before `until`, by the city's clock.
/// `from` may be later than `until`; then midnight lies between.
public record QuietHours(LocalTime from, LocalTime until) {

    public QuietHours {
        if (from.equals(until)) {
            throw new IllegalArgumentException(
                    "quiet hours from %s until %s are none, or all day".formatted(from, until));
        }
    }

    /// When the quiet ends that there is at `now`; empty while it may be sent.
    public Optional<Instant> endAfter(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var time = local.toLocalTime();
        var isLate = !time.isBefore(from);
        var isEarly = time.isBefore(until);
        var isQuiet = from.isBefore(until) ? isLate && isEarly : isLate || isEarly;
        if (!isQuiet) {
            return Optional.empty();
        }
        var day = isEarly ? local.toLocalDate() : local.toLocalDate().plusDays(1);
        return Optional.of(day.atTime(until).atZone(zone).toInstant());
    }
}
