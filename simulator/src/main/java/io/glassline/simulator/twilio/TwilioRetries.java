package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// As for a number whose webhook URL ends in `#rc=3&rp=all`: three more tries, whatever went wrong, then never again.
/// Without that fragment only a failed connection is tried again, once.
/// Source: <https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides>
public record TwilioRetries() implements RetryPolicy {

    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9));

    @Override
    public Duration answerTimeout() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Optional<Duration> waitAfter(int tries, Duration since, Optional<Duration> retryAfter) {
        return tries > WAITS.size() ? Optional.empty() : Optional.of(WAITS.get(tries - 1));
    }
}
