package io.glassline.simulator.telegram;

import io.glassline.simulator.provider.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/// At once, then 2, 4, 8 seconds and so on, for 24 hours; `Retry-After` is honoured.
/// Source: the server itself, <https://github.com/tdlib/telegram-bot-api>, `WebhookActor.cpp`
public record TelegramRetries() implements RetryPolicy {

    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

    @Override
    public Duration answerTimeout() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Optional<Duration> waitAfter(int tries, Duration since, Optional<Duration> retryAfter) {
        if (since.compareTo(GIVE_UP_AFTER) >= 0) {
            return Optional.empty();
        }
        if (retryAfter.isPresent()) {
            return Optional.of(RetryPolicy.shorter(retryAfter.get(), RETRY_AFTER_MAX));
        }
        return Optional.of(tries == 1 ? Duration.ZERO : RetryPolicy.doubling(tries));
    }
}
