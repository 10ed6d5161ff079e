package io.glassline.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the questions of many threads together: while one batch is under way the next one gathers. So a trip to a
/// server, or a wait for its disk, is shared by all who came in the meantime.
///
/// A single question is asked at once. After a batch of several, more are on their way, and the next begins no sooner
/// than [#PACE] after it: a trip costs the server about the same for one question as for ten, and without a pace half
/// the load costs as much as all of it. A batcher with a [Handler] keeps no pace.
///
/// @param <Q> a question.
/// @param <A> its answer.
public final class Batcher<Q, A> implements AutoCloseable {

    /// How long whoever asks waits. What takes longer has failed for them, though it may yet be done.
    public static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(40);

    /// From the beginning of a batch of several to that of the next, at least, unless the next one is full.
    static final Duration PACE = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);

    /// Does what a batch asks, in order, all or nothing: a batch that fails is asked again one question at a time, so
    /// that only whoever brought what cannot be done suffers for it.
    public interface Work<Q, A> {

        /// @return an answer for each question, at its place.
        List<A> answer(List<Q> questions);
    }

    /// Deals with a batch in its own way, and completes the answer of each request, then or later.
    public interface Handler<Q, A> {

        void handle(List<Request<Q, A>> batch);
    }

    /// How large batches become, and how much may wait.
    ///
    /// @param questionsMax the most questions in a batch.
    /// @param waitingMax the most that may wait; one more is refused at once.
    /// @param fill makes, for each batch, what is told of each of its questions and says whether that fills it.
    public record Limits<Q>(int questionsMax, int waitingMax, Supplier<Predicate<Q>> fill) {}

    /// What an asker is told who is not served.
    public interface Refusals {

        RuntimeException full();

        RuntimeException closed();
    }

    private final String name;
    private final Limits<Q> limits;
    private final Refusals refusals;
    private final Handler<Q, A> handler;
    private final long paceNanos;
    private final BlockingQueue<Request<Q, A>> waiting;

    /// Asks nothing, and wakes whoever waits for something to come.
    private final Request<Q, A> wakeUp = new Request<>(null);

    private final Thread thread;
    private volatile boolean closed;

    /// The first of the batch that is under way.
    private volatile @Nullable Request<Q, A> underWay;

    /// When the next batch may begin, by the system's clock for measuring.
    private long nextAt = System.nanoTime();

    /// @param batchMax the most questions put together.
    /// @param waitingMax the most that may wait; one more is refused at once.
    /// @param isAway tells a failure that is the same for all, as with a server that is away, from one that only
    ///     some question may have caused.
    public Batcher(String name, int batchMax, int waitingMax, Predicate<RuntimeException> isAway, Work<Q, A> work) {
        this(name, batchMax, waitingMax, isAway, work, PACE);
    }

    Batcher(
            String name,
            int batchMax,
            int waitingMax,
            Predicate<RuntimeException> isAway,
            Work<Q, A> work,
            Duration pace) {
        this(
                name,
                new Limits<>(batchMax, waitingMax, () -> _ -> false),
                refusals(name, waitingMax),
                batch -> answer(batch, work, isAway),
                pace);
    }

    /// Without a pace.
    public Batcher(String name, Limits<Q> limits, Refusals refusals, Handler<Q, A> handler) {
        this(name, limits, refusals, handler, Duration.ZERO);
    }

    private Batcher(String name, Limits<Q> limits, Refusals refusals, Handler<Q, A> handler, Duration pace) {
        this.name = name;
        this.limits = limits;
        this.refusals = refusals;
        this.handler = handler;
        this.paceNanos = pace.toNanos();
        this.waiting = new ArrayBlockingQueue<>(limits.waitingMax);
        this.thread = Thread.ofPlatform().name("batcher-" + name).daemon().start(this::run);
    }

    private static Refusals refusals(String name, int waitingMax) {
        return new Refusals() {
            @Override
            public RuntimeException full() {
                return new IllegalStateException("more than " + waitingMax + " wait for " + name);
            }

            @Override
            public RuntimeException closed() {
                return new IllegalStateException(name + " is closed");
            }
        };
    }

    /// Asks, and waits for the answer, at most [#ANSWER_WAIT_MAX].
    ///
    /// @throws RuntimeException what the work threw, or [IllegalStateException] when too much is waiting, the
    ///     answer takes too long, or this is closed.
    public A ask(Q question) {
        var answer = put(question);
        try {
            return answer.get(ANSWER_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(name + " gave no answer within " + ANSWER_WAIT_MAX.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    private static RuntimeException thrown(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
    }

    /// Asks without waiting. The answer completes on the batcher's own thread, unless its handler has another: what
    /// hangs on it must be short.
    public CompletableFuture<A> put(Q question) {
        var request = new Request<Q, A>(question);
        if (closed) {
            request.answer.completeExceptionally(refusals.closed());
        } else if (!waiting.offer(request)) {
            request.answer.completeExceptionally(refusals.full());
        } else if (closed) {
            refuseWaiting();
        } else if (waiting.size() == limits.questionsMax - 1) {
            LockSupport.unpark(thread); // one is in its hands: the batch is full
        }
        return request.answer;
    }

    /// How many wait now.
    public int waiting() {
        return waiting.size();
    }

    /// How long the question that waits longest has waited for its batch's end. Zero where there is none.
    public Duration longestWait() {
        var first = underWay;
        var longest = first == null ? waiting.peek() : first;
        return longest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - longest.sinceNanos);
    }

    /// A question that waits for its answer.
    public static final class Request<Q, A> {
        private final @Nullable Q question;
        private final CompletableFuture<A> answer = new CompletableFuture<>();
        private final long sinceNanos = System.nanoTime();

        private Request(@Nullable Q question) {
            this.question = question;
        }

        public Q question() {
            return Objects.requireNonNull(question);
        }

        public CompletableFuture<A> answer() {
            return answer;
        }
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            var batch = gather();
            if (!batch.isEmpty()) {
                underWay = batch.getFirst();
                handle(batch);
                underWay = null;
            }
        }
        refuseWaiting();
    }

    private List<Request<Q, A>> gather() {
        var batch = new ArrayList<Request<Q, A>>();
        try {
            var next = waiting.take();
            awaitCompany();
            var fill = limits.fill.get();
            for (var isFull = false; next != null; next = isFull ? null : waiting.poll()) {
                if (next != wakeUp) {
                    batch.add(next);
                    isFull = fill.test(next.question()) || batch.size() == limits.questionsMax;
                }
            }
            nextAt = System.nanoTime() + (batch.size() > 1 ? paceNanos : 0);
        } catch (InterruptedException e) {
            closed = true; // do what is left
        }
        return batch;
    }

    private void awaitCompany() {
        var left = nextAt - System.nanoTime();
        while (left > 0
                && !closed
                && waiting.size() < limits.questionsMax - 1
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = nextAt - System.nanoTime();
        }
    }

    private void handle(List<Request<Q, A>> batch) {
        try {
            handler.handle(batch);
        } catch (RuntimeException e) {
            LOG.error("a batch of {} for {} failed for a reason that is a mistake of ours", batch.size(), name, e);
            batch.forEach(one -> one.answer.completeExceptionally(e));
        }
    }

    private static <Q, A> void answer(List<Request<Q, A>> batch, Work<Q, A> work, Predicate<RuntimeException> isAway) {
        try {
            var answers = work.answer(batch.stream().map(Request::question).toList());
            for (var i = 0; i < answers.size(); i++) {
                batch.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1 || isAway.test(e)) {
                batch.forEach(one -> one.answer.completeExceptionally(e));
            } else {
                batch.forEach(one -> answer(List.of(one), work, isAway));
            }
        }
    }

    private void refuseWaiting() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.answer.completeExceptionally(refusals.closed());
        }
    }

    /// Does what waits, and ends. What is asked later is refused.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        waiting.offer(wakeUp); // where there is no room, nobody waits for something to come
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
