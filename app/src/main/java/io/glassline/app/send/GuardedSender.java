package io.glassline.app.send;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.glassline.app.http.PublicUrl;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channel.SendPolicy;
import io.glassline.conversation.Lane;
import io.glassline.outbox.Deliverer;
import io.glassline.outbox.Deliverer.Sender;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Throttle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends through the account's adapter.
///
/// - A provider that keeps failing is left alone for a while by the account's circuit breaker; then a few
///   messages try whether it is back.
/// - One that asks for patience is given it, by all nodes. One that is busy and names no time is given more of
///   it each time, up to [#BUSY_PAUSE_MAX].
/// - A limit on one citizen holds nothing but what goes there, unless [#BUSY_CITIZENS_MAX] meet theirs in a
///   row: then it is the account's.
/// - An account with a fault is stopped and tried once a minute, and goes on when the fault is mended.
/// - What surely was not sent is tried once more at once.
/// - No call takes longer than [#CALL_MAX]: then nobody knows what became of the message.
/// - No more than [#CALLS_AT_ONCE_MAX] calls are made at once, and a few more messages wait for their turn.
///
/// What is refused here was surely not sent, and waits in the outbox without having been tried.
public final class GuardedSender implements Sender {

    /// Longer than the adapters' own time limits, and shorter than the outbox holds a message that is handed over,
    /// the wait for the bulkhead included.
    static final Duration CALL_MAX = Duration.ofSeconds(20);

    static final Duration BULKHEAD_WAIT_MAX = Duration.ofSeconds(3);
    static final int CALLS_AT_ONCE_MAX = 64;

    /// Of messages under way most wait for the journal, before and after their call; so there are more of them than
    /// calls, unless the calls themselves are what takes long.
    private static final int UNDER_WAY_MAX = 4 * CALLS_AT_ONCE_MAX;

    private static final int UNDER_WAY_TO_SLOW_MAX = 2 * CALLS_AT_ONCE_MAX;

    private static final Duration BREAKER_OPEN = Duration.ofSeconds(5);
    static final int CALLS_TO_TRY = 3;
    private static final int CALLS_LOOKED_AT = 20;
    private static final int CALLS_LOOKED_AT_MIN = 10;
    private static final int FAILED_PERCENT = 50;

    private static final Duration BUSY_PAUSE_FIRST = Duration.ofSeconds(1);
    static final Duration BUSY_PAUSE_MAX = Duration.ofMinutes(1);
    static final int BUSY_CITIZENS_MAX = 3;
    private static final int CALLS_IN_A_ROW_MAX = 2;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(200);
    private static final double BETWEEN_CALLS_JITTER = 0.5;

    private static final Logger LOG = LoggerFactory.getLogger(GuardedSender.class);

    private final Channels channels;
    private final PublicUrl publicUrl;
    private final Throttle throttle;
    private final Consumer<String> isBack;
    private final ExecutorService threads;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Duration faultTriedEvery;
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final RetryRegistry retries;
    private final TimeLimiterRegistry limits;
    private final Map<String, Guard> guards = new ConcurrentHashMap<>();
    private final AccountFaults faults = new AccountFaults();

    /// @param isBack is told of each account whose provider answers again.
    /// @param threads the calls are made on them.
    /// @param faultTriedEvery how often an account with a fault is tried.
    public GuardedSender(
            Channels channels,
            PublicUrl publicUrl,
            Throttle throttle,
            Consumer<String> isBack,
            ExecutorService threads,
            InstantSource clock,
            MeterRegistry meters,
            Duration faultTriedEvery) {
        this(channels, publicUrl, throttle, isBack, threads, clock, meters, faultTriedEvery, CALL_MAX, BREAKER_OPEN);
    }

    GuardedSender(
            Channels channels,
            PublicUrl publicUrl,
            Throttle throttle,
            Consumer<String> isBack,
            ExecutorService threads,
            InstantSource clock,
            MeterRegistry meters,
            Duration faultTriedEvery,
            Duration callMax,
            Duration breakerOpen) {
        this.channels = channels;
        this.publicUrl = publicUrl;
        this.throttle = throttle;
        this.isBack = isBack;
        this.threads = threads;
        this.clock = clock;
        this.meters = meters;
        this.faultTriedEvery = faultTriedEvery;
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(CALLS_LOOKED_AT)
                .minimumNumberOfCalls(CALLS_LOOKED_AT_MIN)
                .failureRateThreshold(FAILED_PERCENT)
                .waitDurationInOpenState(breakerOpen)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(CALLS_TO_TRY)
                .build());
        this.bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(CALLS_AT_ONCE_MAX)
                .maxWaitDuration(BULKHEAD_WAIT_MAX)
                .build());
        this.retries = RetryRegistry.of(RetryConfig.<SendOutcome>custom()
                .maxAttempts(CALLS_IN_A_ROW_MAX)
                .intervalFunction(IntervalFunction.ofRandomized(BETWEEN_CALLS, BETWEEN_CALLS_JITTER))
                .retryOnResult(GuardedSender::isWorthAnotherCall)
                .retryOnException(_ -> false)
                .build());
        this.limits = TimeLimiterRegistry.of(TimeLimiterConfig.custom()
                .timeoutDuration(callMax)
                .cancelRunningFuture(true)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
        TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(limits).bindTo(meters);
    }

    private static boolean isWorthAnotherCall(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Retry(var _, var after) && after.isEmpty();
    }

    /// Made when it is first asked for, and so in the metrics from the start: the worker asks for every account.
    private Guard guard(String accountId) {
        return guards.computeIfAbsent(accountId, id -> {
            var breaker = breakers.circuitBreaker(id);
            breaker.getEventPublisher().onStateTransition(event -> {
                LOG.atInfo().log("breaker of account {}: {}", id, event.getStateTransition());
                if (event.getStateTransition().getToState() == CircuitBreaker.State.CLOSED) {
                    isBack.accept(id);
                }
            });
            meters.gauge("glassline_account_fault", Tags.of("account", id), faults, all -> all.has(id) ? 1 : 0);
            return new Guard(breaker, bulkheads.bulkhead(id), retries.retry(id), limits.timeLimiter(id));
        });
    }

    private static final class Guard {
        final CircuitBreaker breaker;
        final Bulkhead bulkhead;
        final Retry retry;
        final TimeLimiter limit;
        volatile Instant pausedUntil = Instant.MIN;

        /// Guarded by this.
        private Duration busyPause = BUSY_PAUSE_FIRST;

        private Duration nextBusyPause = BUSY_PAUSE_FIRST;

        private final Set<String> busyCitizens = new HashSet<>();

        Guard(CircuitBreaker breaker, Bulkhead bulkhead, Retry retry, TimeLimiter limit) {
            this.breaker = breaker;
            this.bulkhead = bulkhead;
            this.retry = retry;
            this.limit = limit;
        }

        /// Doubles with each pause. What comes while one lasts, of calls made before it, is the same pause.
        synchronized Duration busyPause(Instant now) {
            if (!now.isBefore(pausedUntil)) {
                busyPause = nextBusyPause;
                var doubled = busyPause.multipliedBy(2);
                nextBusyPause = doubled.compareTo(BUSY_PAUSE_MAX) < 0 ? doubled : BUSY_PAUSE_MAX;
            }
            return busyPause;
        }

        /// @return whether so many citizens have met their limits in a row that it is the account's.
        synchronized boolean isBusyForAll(String citizen) {
            busyCitizens.add(citizen);
            return busyCitizens.size() >= BUSY_CITIZENS_MAX;
        }

        synchronized void notBusy() {
            nextBusyPause = BUSY_PAUSE_FIRST;
            busyCitizens.clear();
        }
    }

    /// The accounts that are stopped for now.
    public AccountFaults faults() {
        return faults;
    }

    @Override
    public Instant mendedAt(String accountId) {
        return faults.mendedAt(accountId, clock.instant());
    }

    @Override
    public int callsMax(String accountId) {
        var guard = guard(accountId);
        if (clock.instant().isBefore(guard.pausedUntil)) {
            return 0;
        }
        if (faults.has(accountId)) {
            return 1;
        }
        return switch (guard.breaker.getState()) {
            case OPEN, FORCED_OPEN -> 0;
            case HALF_OPEN -> CALLS_TO_TRY;
            case CLOSED, DISABLED, METRICS_ONLY ->
                guard.bulkhead.getMetrics().getAvailableConcurrentCalls() < CALLS_AT_ONCE_MAX / 2
                        ? UNDER_WAY_TO_SLOW_MAX
                        : UNDER_WAY_MAX;
        };
    }

    @Override
    public SendPolicy policy(String accountId) {
        return channels.sendPolicy(accountId).orElse(NOT_CONFIGURED);
    }

    /// What is left of an account that is no longer there is given up at once, at any rate.
    private static final SendPolicy NOT_CONFIGURED =
            new SendPolicy(SendPolicy.PARTS_PER_SECOND_MAX, SendPolicy.WhenUnknown.ASK_A_PERSON, Duration.ZERO);

    @Override
    public SendOutcome send(Due due, Outgoing.Part part) {
        var accountId = due.send().lane().accountId();
        var account = channels.account(accountId).orElse(null);
        if (account == null || !(channels.adapter(account) instanceof PushAdapter adapter)) {
            return new SendOutcome.Rejected("no-account", "account " + accountId + " is no longer configured");
        }
        var outcome = guarded(guard(accountId), account, adapter, due, part);
        meters.counter(
                        "glassline_sends_total",
                        "account",
                        accountId,
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
        return outcome;
    }

    private SendOutcome guarded(Guard guard, ChannelAccount account, PushAdapter adapter, Due due, Outgoing.Part part) {
        if (!guard.bulkhead.tryAcquirePermission()) {
            return new SendOutcome.Retry("too many calls to the provider at once", Optional.of(Duration.ZERO));
        }
        try {
            if (!guard.breaker.tryAcquirePermission()) {
                return new SendOutcome.Retry(
                        "the provider keeps failing; left alone for now", Optional.of(Duration.ZERO));
            }
            var url = publicUrl.ofAccount(account.id());
            var started = System.nanoTime();
            var outcome = within(
                    guard.limit,
                    () -> guard.retry.executeSupplier(
                            () -> adapter.send(due.send().message(), part, account, url)));
            tell(guard, due.send().lane(), outcome, System.nanoTime() - started);
            return outcome;
        } finally {
            guard.bulkhead.onComplete();
        }
    }

    /// A provider that asks for patience, or refuses an account, is well; only one that does not answer is not.
    private void tell(Guard guard, Lane lane, SendOutcome outcome, long tookNanos) {
        var accountId = lane.accountId();
        switch (outcome) {
            case SendOutcome.Accepted _, SendOutcome.Rejected _, SendOutcome.Unwanted _ -> {
                guard.breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
                guard.notBusy();
                mended(accountId);
            }
            case SendOutcome.Retry(var _, var after)
            when after.isPresent() -> {
                guard.breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
                pause(guard, accountId, after.get());
            }
            case SendOutcome.Busy busy -> {
                guard.breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
                mended(accountId);
                if (busy.limit() == Limit.ACCOUNT
                        || guard.isBusyForAll(lane.citizen().value())) {
                    var asked = busy.after();
                    pause(guard, accountId, asked.orElseGet(() -> guard.busyPause(clock.instant())));
                }
            }
            case SendOutcome.AccountFault fault -> {
                guard.breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
                if (faults.met(accountId, fault, clock.instant())) {
                    LOG.atError().log("account {} is stopped: {} ({})", accountId, fault.because(), fault.code());
                }
                pause(guard, accountId, faultTriedEvery);
            }
            case SendOutcome.Retry(var because, var _) ->
                guard.breaker.onError(tookNanos, TimeUnit.NANOSECONDS, new ProviderFailed(because));
            case SendOutcome.Unknown(var because) ->
                guard.breaker.onError(tookNanos, TimeUnit.NANOSECONDS, new ProviderFailed(because));
        }
    }

    private void mended(String accountId) {
        if (faults.mended(accountId, clock.instant())) {
            LOG.atInfo().log("account {} goes on", accountId);
            isBack.accept(accountId);
        }
    }

    private void pause(Guard guard, String accountId, Duration asked) {
        var pause = asked.compareTo(Deliverer.PATIENCE_MAX) < 0 ? asked : Deliverer.PATIENCE_MAX;
        var now = clock.instant();
        var until = now.plus(pause);
        if (until.isAfter(guard.pausedUntil)) {
            guard.pausedUntil = until;
            throttle.pause(accountId, pause, now);
        }
    }

    @Override
    public Optional<SendOutcome> askAfter(
            Due due, Outgoing.Part part, Instant handedOverAt, Predicate<String> isKnown) {
        var accountId = due.send().lane().accountId();
        var account = channels.account(accountId).orElse(null);
        if (account == null || !(channels.adapter(account) instanceof PushAdapter adapter)) {
            return Optional.of(new SendOutcome.Unknown("account " + accountId + " is no longer configured"));
        }
        var guard = guard(accountId);
        if (!guard.breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        // Not to be able to say is no failure, so an answer here moves the breaker neither way.
        guard.breaker.releasePermission();
        return Optional.of(within(
                guard.limit, () -> adapter.askAfter(due.send().message(), part, account, handedOverAt, isKnown)));
    }

    /// An adapter that throws has a mistake in it, and may have handed over what it was given.
    private SendOutcome within(TimeLimiter limit, Supplier<SendOutcome> call) {
        Callable<SendOutcome> work = call::get;
        try {
            return limit.executeFutureSupplier(() -> threads.submit(work));
        } catch (TimeoutException e) {
            return new SendOutcome.Unknown("no answer came within the time limit");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendOutcome.Unknown("the wait for the answer was interrupted");
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("an adapter threw");
            return new SendOutcome.Unknown("the adapter failed: " + e.getClass().getSimpleName());
        }
    }

    private static final class ProviderFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ProviderFailed(String because) {
            super(because, null, false, false);
        }
    }
}
