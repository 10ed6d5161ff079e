package io.glassline.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When each provider calls a webhook again that was not accepted.
///
/// Waits are the provider's own, but never longer than [#WAIT_MAX], so that a demo heals while people watch.
enum RetryManners {
    /// As for a number whose webhook URL ends in `#rc=3&rp=all`: three more tries, whatever went wrong, then never
    /// again.
    /// Without that fragment only a failed connection is tried again, once.
    /// Source: <https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides>
    TWILIO(Duration.ofSeconds(15), Duration.ofSeconds(15)),

    /// Doubling waits for 7 days; only a 200 is an acceptance.
    /// Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks>
    META(Duration.ofSeconds(20), Duration.ofDays(7)),

    /// At once, then 2, 4, 8 seconds and so on, for 24 hours; `Retry-After` is honoured.
    /// Source: the server itself, <https://github.com/tdlib/telegram-bot-api>, `WebhookActor.cpp`
    TELEGRAM(Duration.ofSeconds(60), Duration.ofHours(24));

    static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);
    private static final List<Duration> TWILIO_WAITS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9));

    private final Duration answerTimeout;
    private final Duration giveUpAfter;

    RetryManners(Duration answerTimeout, Duration giveUpAfter) {
        this.answerTimeout = answerTimeout;
        this.giveUpAfter = giveUpAfter;
    }

    Duration answerTimeout() {
        return answerTimeout;
    }

    boolean accepts(int status) {
        return this == META ? status == 200 : status >= 200 && status < 300;
    }

    /// The wait before the next try, or empty to give up.
    ///
    /// @param tries how many have failed, at least 1
    /// @param since how long ago the event happened
    Optional<Duration> waitAfter(int tries, Duration since, Optional<Duration> retryAfter) {
        if (this == TWILIO) {
            return tries > TWILIO_WAITS.size() ? Optional.empty() : Optional.of(TWILIO_WAITS.get(tries - 1));
        }
        if (since.compareTo(giveUpAfter) >= 0) {
            return Optional.empty();
        }
        if (this == TELEGRAM && retryAfter.isPresent()) {
            return Optional.of(shorter(retryAfter.get(), RETRY_AFTER_MAX));
        }
        var doubled = Duration.ofSeconds(1L << Math.min(tries - 1, 20));
        var wait = this == TELEGRAM && tries == 1 ? Duration.ZERO : doubled;
        return Optional.of(shorter(wait, WAIT_MAX));
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }
}
