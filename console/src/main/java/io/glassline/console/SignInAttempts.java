package io.glassline.console;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts sign-ins that failed, by account and place, and makes whoever guesses wait.
///
/// An account is counted per place it is tried from, so that a stranger who knows an id cannot lock its owner out;
/// and, with a wider limit, over all places, so that many strangers together cannot guess on.
@Singleton
final class SignInAttempts {

    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int FAILURES_PER_ACCOUNT_AND_PLACE_MAX = 5;
    static final int FAILURES_PER_PLACE_MAX = 30;
    static final int FAILURES_PER_ACCOUNT_MAX = 100;

    /// Counters kept; past it the one touched longest ago is forgotten.
    private static final int COUNTERS_MAX = 20_000;

    private final InstantSource clock;

    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > COUNTERS_MAX;
        }
    };

    SignInAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /// How long to wait before the next try, or empty when one may try now.
    synchronized Optional<Duration> waitFor(String account, String place) {
        return wait(both(account, place), FAILURES_PER_ACCOUNT_AND_PLACE_MAX)
                .or(() -> wait(place(place), FAILURES_PER_PLACE_MAX))
                .or(() -> wait(account(account), FAILURES_PER_ACCOUNT_MAX));
    }

    synchronized void failed(String account, String place) {
        count(both(account, place), FAILURES_PER_ACCOUNT_AND_PLACE_MAX);
        count(place(place), FAILURES_PER_PLACE_MAX);
        count(account(account), FAILURES_PER_ACCOUNT_MAX);
    }

    synchronized void succeeded(String account, String place) {
        failures.remove(both(account, place));
    }

    private Optional<Duration> wait(String counter, int max) {
        var times = failures.get(counter);
        if (times == null) {
            return Optional.empty();
        }
        var now = clock.instant();
        times.removeIf(time -> !time.plus(WINDOW).isAfter(now));
        return times.size() < max
                ? Optional.empty()
                : Optional.of(Duration.between(now, times.element().plus(WINDOW)));
    }

    private void count(String counter, int max) {
        var times = failures.computeIfAbsent(counter, _ -> new ArrayDeque<>());
        times.add(clock.instant());
        if (times.size() > max) {
            times.remove();
        }
    }

    private static String both(String account, String place) {
        return "both " + account + " " + place;
    }

    private static String place(String place) {
        return "place " + place;
    }

    private static String account(String account) {
        return "account " + account;
    }
}
