package io.glassline.models;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.output.FinishReason;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.glassline.models.ModelCalls.Silent;
import io.glassline.phrasing.LanguageModel;
import io.glassline.phrasing.LanguageModel.Answer;
import io.glassline.phrasing.LanguageModel.Failure;
import io.glassline.phrasing.ModelSettings;
import io.glassline.phrasing.ModelUse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One model, asked by a few at once, each for no longer than its time limit, within the day's budget, and left alone
/// for a while when it keeps failing.
final class ModelGuard implements LanguageModel, AutoCloseable {

    private static final int CALLS_LOOKED_AT = 10;
    private static final int CALLS_LOOKED_AT_MIN = 4;
    private static final int FAILED_PERCENT = 50;
    private static final int CALLS_TO_TRY = 2;
    private static final int AT_ONCE_MAX = 8;

    /// How many wait for a thread; those behind them would be too late in any case.
    private static final int WAITING_MAX = 16;

    private static final Duration PATIENCE_UNASKED = Duration.ofSeconds(5);
    private static final Duration PATIENCE_MAX = Duration.ofMinutes(5);
    private static final Duration IDLE_THREAD_MAX = Duration.ofSeconds(20);

    /// A call of which no answer came is counted as if all of it had been read, and this much written.
    private static final int CHARS_OF_A_TOKEN = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ModelGuard.class);

    private final ModelSettings settings;
    private final ModelUse use;
    private final LanguageModels.Watch watch;
    private final InstantSource clock;
    private final CircuitBreaker breaker;
    private final ThreadPoolExecutor threads;
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile String last = "NOT ASKED YET";

    /// Guarded by this.
    private @Nullable ModelClient client;

    ModelGuard(
            ModelSettings settings,
            ModelUse use,
            LanguageModels.Watch watch,
            InstantSource clock,
            Duration leftAloneFor) {
        this.settings = settings;
        this.use = use;
        this.watch = watch;
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                settings.model(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(CALLS_LOOKED_AT)
                        .minimumNumberOfCalls(CALLS_LOOKED_AT_MIN)
                        .failureRateThreshold(FAILED_PERCENT)
                        .waitDurationInOpenState(leftAloneFor)
                        .permittedNumberOfCallsInHalfOpenState(CALLS_TO_TRY)
                        .build());
        this.threads = new ThreadPoolExecutor(
                AT_ONCE_MAX,
                AT_ONCE_MAX,
                IDLE_THREAD_MAX.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("model-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        // Made during the first question, it would take that question's time.
        threads.execute(this::client);
    }

    /// What came of a call: an answer, what it took, and for how long the provider wants no other.
    private record Outcome(Answer answer, long tokens, Duration patience) {

        static Outcome none(Failure failure, long tokens) {
            return new Outcome(new Answer.None(failure), tokens, Duration.ZERO);
        }
    }

    @Override
    public Answer ask(String instructions, String material) {
        var started = System.nanoTime();
        var outcome = guarded(instructions, material);
        var word = outcome.answer instanceof Answer.None(var failure) ? failure.word() : "words";
        last = word.equals("words") ? "UP" : word.replace('-', ' ').toUpperCase(Locale.ROOT);
        watch.asked(settings, word, Duration.ofNanos(System.nanoTime() - started), outcome.tokens);
        return outcome.answer;
    }

    private Outcome guarded(String instructions, String material) {
        if (clock.instant().isBefore(pausedUntil)) {
            return Outcome.none(Failure.BUSY, 0);
        }
        if (!breaker.tryAcquirePermission()) {
            return Outcome.none(Failure.LEFT_ALONE, 0);
        }
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!isInBudget(day)) {
            breaker.releasePermission();
            return Outcome.none(Failure.BUDGET_SPENT, 0);
        }
        var started = System.nanoTime();
        var outcome = within(instructions, material);
        tell(outcome, System.nanoTime() - started);
        count(day, outcome.tokens);
        return outcome;
    }

    /// What cannot be counted is not asked: the budget is a promise.
    private boolean isInBudget(LocalDate day) {
        try {
            return use.begin(day, settings.budget());
        } catch (RuntimeException e) {
            LOG.atWarn().log("the use of model {} cannot be counted: {}", settings.model(), e.toString());
            return false;
        }
    }

    private void count(LocalDate day, long tokens) {
        try {
            use.took(day, tokens);
        } catch (RuntimeException e) {
            LOG.atWarn().log("{} tokens of model {} are not counted: {}", tokens, settings.model(), e.toString());
        }
    }

    private Outcome within(String instructions, String material) {
        var unanswered =
                (instructions.length() + material.length()) / CHARS_OF_A_TOKEN + ModelClient.WRITTEN_MAX_TOKENS;
        try {
            var call = threads.submit(() -> client().ask(instructions, material));
            try {
                return read(call.get(settings.within().toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                call.cancel(true);
                return Outcome.none(Failure.SLOW, unanswered);
            }
        } catch (RejectedExecutionException e) {
            return Outcome.none(Failure.BUSY, 0);
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), unanswered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.none(Failure.AWAY, unanswered);
        }
    }

    private Outcome read(ModelClient.Reply reply) {
        var isWhole = reply.reason() == null || reply.reason() == FinishReason.STOP;
        return reply.text().isBlank() || !isWhole
                ? Outcome.none(Failure.NO_WORDS, reply.tokens())
                : new Outcome(new Answer.Words(reply.text(), settings.model()), reply.tokens(), Duration.ZERO);
    }

    /// The log tells the kind of failure and never the body: it may repeat what was asked.
    private Outcome failed(Throwable thrown, long unanswered) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ModelCalls.Patience patience -> {
                    var asked = patience.after().orElse(PATIENCE_UNASKED);
                    var wait = asked.compareTo(PATIENCE_MAX) < 0 ? asked : PATIENCE_MAX;
                    return new Outcome(new Answer.None(Failure.BUSY), 0, wait);
                }
                case HttpException http -> {
                    LOG.atWarn().log("model {} answers with status {}", settings.model(), http.statusCode());
                    return Outcome.none(http.statusCode() >= 500 ? Failure.AWAY : Failure.REFUSES_US, 0);
                }
                case Silent _ -> {
                    return Outcome.none(Failure.SLOW, unanswered);
                }
                case ModelCalls.TooLarge _ -> {
                    return Outcome.none(Failure.NO_WORDS, unanswered);
                }
                case com.fasterxml.jackson.core.JacksonException _ -> {
                    return Outcome.none(Failure.NO_WORDS, unanswered);
                }
                case IOException _ -> {
                    LOG.atWarn()
                            .log(
                                    "model {} cannot be reached: {}",
                                    settings.model(),
                                    cause.getClass().getSimpleName());
                    return Outcome.none(Failure.AWAY, 0);
                }
                default -> {
                    // looked for below it
                }
            }
        }
        LOG.atWarn()
                .log(
                        "model {} answers otherwise: {}",
                        settings.model(),
                        thrown.getClass().getSimpleName());
        return Outcome.none(Failure.NO_WORDS, unanswered);
    }

    /// A model that answers, if only that it will not, is there. What it says wrongly is for the guard of its words.
    private void tell(Outcome outcome, long tookNanos) {
        if (!outcome.patience.isZero()) {
            pausedUntil = clock.instant().plus(outcome.patience);
        }
        switch (outcome.answer) {
            case Answer.Words _ -> breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
            case Answer.None(var failure) -> {
                switch (failure) {
                    case AWAY, SLOW ->
                        breaker.onError(tookNanos, TimeUnit.NANOSECONDS, new IOException(failure.word()));
                    case REFUSES_US, NO_WORDS -> breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
                    case BUSY -> {
                        if (outcome.patience.isZero()) {
                            breaker.releasePermission();
                        } else {
                            breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
                        }
                    }
                    case BUDGET_SPENT, LEFT_ALONE ->
                        throw new IllegalStateException("it was not asked: " + failure.word());
                }
            }
        }
    }

    String health() {
        return breaker.getState() == CircuitBreaker.State.OPEN ? "LEFT ALONE" : last;
    }

    /// Opened on a thread of the model's own, and once.
    private synchronized ModelClient client() {
        var known = client;
        if (known == null) {
            known = ModelClient.of(settings);
            client = known;
        }
        return known;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        synchronized (this) {
            if (client != null) {
                client.close();
            }
        }
    }
}
