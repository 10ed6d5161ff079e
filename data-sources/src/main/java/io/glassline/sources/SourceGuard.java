package io.glassline.sources;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.glassline.routing.Lookup;
import io.glassline.source.SourceLookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One source, asked by as many at once as it allows, each for no longer than the look-up's time limit,
/// and left alone for a while when it keeps failing.
///
/// Its threads are platform threads: a pool of connections that is first touched by virtual threads can
/// deadlock on a machine with two cores.
final class SourceGuard implements AutoCloseable {

    private static final int CALLS_LOOKED_AT = 10;
    private static final int CALLS_LOOKED_AT_MIN = 4;
    private static final int FAILED_PERCENT = 50;
    private static final int CALLS_TO_TRY = 2;

    /// How many wait for a thread; those behind them would be too late in any case.
    private static final int WAITING_MAX = 32;

    private static final Duration PATIENCE_MAX = Duration.ofMinutes(5);
    private static final Duration PATIENCE_TO_END = Duration.ofSeconds(10);
    private static final Duration IDLE_THREAD_MAX = Duration.ofSeconds(20);

    private final Opening opening;
    private final InstantSource clock;
    private final AnswerCache cache;
    private final CircuitBreaker breaker;
    private final ThreadPoolExecutor threads;
    private volatile Instant pausedUntil = Instant.MIN;

    /// Guarded by this.
    private @Nullable SourceAccess access;

    /// Makes the way to the source.
    @FunctionalInterface
    interface Opening {
        SourceAccess open() throws SourceFailure;
    }

    /// What is asked of a source.
    @FunctionalInterface
    interface Asking<T> {
        T of(SourceAccess access) throws SourceFailure;
    }

    SourceGuard(
            String name,
            Opening opening,
            int atOnceMax,
            Duration cacheFor,
            Duration leftAloneFor,
            InstantSource clock) {
        this.opening = opening;
        this.clock = clock;
        this.cache = new AnswerCache(cacheFor, clock);
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(CALLS_LOOKED_AT)
                        .minimumNumberOfCalls(CALLS_LOOKED_AT_MIN)
                        .failureRateThreshold(FAILED_PERCENT)
                        .waitDurationInOpenState(leftAloneFor)
                        .permittedNumberOfCallsInHalfOpenState(CALLS_TO_TRY)
                        .build());
        this.threads = new ThreadPoolExecutor(
                atOnceMax,
                atOnceMax,
                IDLE_THREAD_MAX.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("source-" + name + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    record Answer(Outcome outcome, List<Map<String, String>> rows) {}

    /// @throws SourceFailure when there is no answer
    Answer ask(SourceLookup lookup, Lookup asked) throws SourceFailure {
        var key = new AnswerCache.Key(lookup.question(), asked);
        var cached = cache.get(key);
        if (cached.isPresent()) {
            return new Answer(Outcome.CACHED, cached.get());
        }
        var rows = List.copyOf(guarded(lookup, access -> access.rows(lookup, asked.arguments())));
        cache.put(key, rows);
        return new Answer(rows.isEmpty() ? Outcome.NOTHING : Outcome.FOUND, rows);
    }

    <T> T guarded(SourceLookup lookup, Asking<T> work) throws SourceFailure {
        if (clock.instant().isBefore(pausedUntil)) {
            throw new SourceFailure(Outcome.BUSY, "it asked for patience");
        }
        if (!breaker.tryAcquirePermission()) {
            throw new SourceFailure(Outcome.LEFT_ALONE, "it keeps failing and is left alone for now");
        }
        var started = System.nanoTime();
        try {
            var answer = within(lookup, work);
            breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            return answer;
        } catch (SourceFailure failure) {
            tell(failure, System.nanoTime() - started);
            throw failure;
        }
    }

    private <T> T within(SourceLookup lookup, Asking<T> work) throws SourceFailure {
        try {
            var answer = threads.submit(() -> work.of(access()));
            try {
                return answer.get(lookup.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new SourceFailure(Outcome.SLOW, JdbcAccess.tooSlow(lookup));
            }
        } catch (RejectedExecutionException e) {
            throw new SourceFailure(Outcome.BUSY, "too many look-ups wait for it already");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SourceFailure failure) {
                throw failure;
            }
            throw new SourceFailure(
                    Outcome.WRONG,
                    "the look-up failed: " + String.valueOf(e.getCause()).split(":")[0]);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure(Outcome.AWAY, "the wait for it was interrupted");
        }
    }

    /// A source that answers, if only that it will not, is there.
    private void tell(SourceFailure failure, long tookNanos) {
        switch (failure.outcome()) {
            case AWAY, SLOW -> breaker.onError(tookNanos, TimeUnit.NANOSECONDS, failure);
            case FOUND, NOTHING, CACHED, WRONG, REFUSED, LEFT_ALONE ->
                breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
            case BUSY -> {
                // Nothing of ours reached it when our own line was full, and then it is not known how it is.
                if (failure.patience().isPresent()) {
                    breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
                    var asked = failure.patience().get();
                    pausedUntil = clock.instant().plus(asked.compareTo(PATIENCE_MAX) < 0 ? asked : PATIENCE_MAX);
                } else {
                    breaker.releasePermission();
                }
            }
        }
    }

    boolean isLeftAlone() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /// Opened on a thread of the source's own, and once.
    private synchronized SourceAccess access() throws SourceFailure {
        var known = access;
        if (known == null) {
            known = opening.open();
            access = known;
        }
        return known;
    }

    /// Lets those finish that are being asked; the connections go when the last of them is done.
    @Override
    public void close() {
        threads.shutdown();
        Thread.ofPlatform().daemon().name("source-ends").start(() -> {
            try {
                threads.awaitTermination(PATIENCE_TO_END.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                closeAccess();
            }
        });
    }

    private synchronized void closeAccess() {
        var opened = access;
        if (opened != null) {
            opened.close();
        }
    }
}
