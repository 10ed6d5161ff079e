package io.glassline.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// How long to wait before trying a send again.
///
/// Doubles from `first` up to `longest` and gives up after `attemptsMax` attempts. With the defaults the last try
/// is made 2 h 34 min after the first: long enough for a provider's outage, short enough that an answer still
/// helps. Each wait is shortened by up to a quarter, by chance, so that what failed together does not come back
/// together.
public record RetrySchedule(Duration first, Duration longest, int attemptsMax) {

    public static final RetrySchedule DEFAULT = new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(30), 16);

    private static final double JITTER = 0.25;

    /// The wait before the attempt after attempt number `attempt` (the first is 1), or empty to give up.
    ///
    /// @param chance gives a number from 0 to 1.
    public Optional<Duration> waitAfter(int attempt, DoubleSupplier chance) {
        if (attempt >= attemptsMax) {
            return Optional.empty();
        }
        var doublings = Math.min(attempt - 1, 30);
        var wait = first.multipliedBy(1L << doublings);
        var capped = wait.compareTo(longest) < 0 ? wait : longest;
        return Optional.of(Duration.ofMillis((long) (capped.toMillis() * (1 - JITTER * chance.getAsDouble()))));
    }
}
