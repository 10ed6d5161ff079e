package io.glassline.app.send;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.glassline.app.http.PublicUrl;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.SendOutcome;
import io.glassline.outbox.Deliverer.Sender;
import io.glassline.outbox.Outbox.Due;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// Sends through the account's adapter. A provider that keeps failing is left alone for a while by the account's
/// circuit breaker, and is never called more than [#CALLS_AT_ONCE_MAX] times at once. What is refused here was
/// surely not sent, and waits in the outbox.
public final class GuardedSender implements Sender {

    private static final int CALLS_AT_ONCE_MAX = 32;
    private static final Duration BULKHEAD_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration BREAKER_OPEN = Duration.ofSeconds(5);

    private final Channels channels;
    private final PublicUrl publicUrl;
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final MeterRegistry meters;

    public GuardedSender(Channels channels, PublicUrl publicUrl, MeterRegistry meters) {
        this.channels = channels;
        this.publicUrl = publicUrl;
        this.meters = meters;
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(BREAKER_OPEN)
                .permittedNumberOfCallsInHalfOpenState(3)
                .build());
        this.bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(CALLS_AT_ONCE_MAX)
                .maxWaitDuration(BULKHEAD_WAIT_MAX)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    }

    @Override
    public SendOutcome send(Due due, Outgoing.Part part) {
        var outcome = guarded(
                due,
                (adapter, account) ->
                        adapter.send(due.send().message(), part, account, publicUrl.ofAccount(account.id())));
        meters.counter(
                        "glassline_sends_total",
                        "account",
                        due.send().lane().accountId(),
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .increment();
        return outcome;
    }

    @Override
    public SendOutcome askAfter(Due due, Outgoing.Part part, Instant handedOverAt) {
        return guarded(due, (adapter, account) -> adapter.askAfter(due.send().message(), part, account, handedOverAt));
    }

    private SendOutcome guarded(Due due, BiFunction<PushAdapter, ChannelAccount, SendOutcome> call) {
        var accountId = due.send().lane().accountId();
        var account = channels.account(accountId).orElse(null);
        if (account == null || !(channels.adapter(account) instanceof PushAdapter adapter)) {
            return new SendOutcome.Rejected("no-account", "account " + accountId + " is no longer configured");
        }
        var breaker = breakers.circuitBreaker(accountId);
        var bulkhead = bulkheads.bulkhead(accountId);
        if (!bulkhead.tryAcquirePermission()) {
            return new SendOutcome.Retry("too many calls to the provider at once", Optional.empty());
        }
        try {
            if (!breaker.tryAcquirePermission()) {
                return new SendOutcome.Retry(
                        "the provider keeps failing; left alone for now", Optional.of(BREAKER_OPEN));
            }
            var started = System.nanoTime();
            var outcome = call.apply(adapter, account);
            var took = System.nanoTime() - started;
            switch (outcome) {
                case SendOutcome.Accepted _, SendOutcome.Rejected _, SendOutcome.Unwanted _ ->
                    breaker.onSuccess(took, TimeUnit.NANOSECONDS);
                case SendOutcome.Retry(var because, var after) ->
                // A provider that asks for patience is well; only one that does not answer is not.
                {
                    if (after.isPresent()) {
                        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
                    } else {
                        breaker.onError(took, TimeUnit.NANOSECONDS, new ProviderFailed(because));
                    }
                }
                case SendOutcome.Unknown(var because) ->
                    breaker.onError(took, TimeUnit.NANOSECONDS, new ProviderFailed(because));
            }
            return outcome;
        } finally {
            bulkhead.onComplete();
        }
    }

    private static final class ProviderFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ProviderFailed(String because) {
            super(because, null, false, false);
        }
    }
}
