package io.glassline.simulator.provider;

import java.time.Duration;
import java.util.Optional;

/// When a provider calls a webhook again that was not accepted.
///
/// Waits are the provider's own, but never longer than [#WAIT_MAX], so that a demo heals while people watch.
public interface RetryPolicy {

    Duration WAIT_MAX = Duration.ofSeconds(30);

    Duration answerTimeout();

    default boolean accepts(int status) {
        return status >= 200 && status < 300;
    }

    /// The wait before the next try, or empty to give up.
    ///
    /// @param tries how many have failed, at least 1
    /// @param since how long ago the event happened
    /// @param retryAfter what the gateway asked for
    Optional<Duration> waitAfter(int tries, Duration since, Optional<Duration> retryAfter);

    /// 1, 2, 4, 8 seconds and so on, at most [#WAIT_MAX].
    static Duration doubling(int tries) {
        return shorter(Duration.ofSeconds(1L << Math.min(tries - 1, 20)), WAIT_MAX);
    }

    static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }
}
