package io.glassline.simulator.whatsapp;

import io.glassline.simulator.provider.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/// Doubling waits for 7 days; only a 200 is an acceptance.
/// Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks>
public record MetaRetries() implements RetryPolicy {

    private static final Duration GIVE_UP_AFTER = Duration.ofDays(7);

    @Override
    public Duration answerTimeout() {
        return Duration.ofSeconds(20);
    }

    @Override
    public boolean accepts(int status) {
        return status == 200;
    }

    @Override
    public Optional<Duration> waitAfter(int tries, Duration since, Optional<Duration> retryAfter) {
        return since.compareTo(GIVE_UP_AFTER) >= 0 ? Optional.empty() : Optional.of(RetryPolicy.doubling(tries));
    }
}
