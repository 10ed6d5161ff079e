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
import org.jspecify.annotations.Nullable;

/// Questions that many threads ask and one puts together: while one batch is under way the next one gathers. So a
/// trip to a server, or a wait for its disk, is shared by all who came in the meantime.
///
/// Alone, a question is asked at once. Where the last batch was of several, more are on their way, and the next begins
/// no sooner than [#PACE] after it: a trip costs the server about the same for one question as for ten, and without
/// a pace half the load costs as much as all of it.
///
/// A batch that fails is asked again one question at a time, so that only whoever brought what cannot be done suffers
/// for it; unless it failed because the server is away, which is the same for all. What [Work#answer] does must
/// therefore be all or nothing.
///
/// @param <Q> a question.
/// @param <A> its answer.
public final class Gathering<Q, A> implements AutoCloseable {

    /// How long whoever asks waits. What takes longer has failed for them, though it may yet be done.
    public static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(40);

    /// From the beginning of a batch of several to that of the next, at least, unless the next one is full.
    static final Duration PACE = Duration.ofMillis(10);

    /// Does what a batch asks, in order.
    public interface Work<Q, A> {

        /// @return an answer for each question, at its place.
        List<A> answer(List<Q> questions);
    }

    private final String name;
    private final int batchMax;
    private final int waitingMax;
    private final Predicate<RuntimeException> isAway;
    private final Work<Q, A> work;
    private final long paceNanos;
    private final BlockingQueue<Asked<Q, A>> waiting;

    /// Asks nothing, and wakes whoever waits for something to come.
    private final Asked<Q, A> wakeUp = new Asked<>(null, new CompletableFuture<>());
    private final Thread thread;
    private volatile boolean closed;

    /// When the next batch may begin, by the system's clock for measuring.
    private long nextAt = System.nanoTime();

    /// @param batchMax the most questions put together.
    /// @param waitingMax the most that may wait; one more is refused at once.
    /// @param isAway tells a failure that is the same for all from one that only some question may have caused.
    public Gathering(String name, int batchMax, int waitingMax, Predicate<RuntimeException> isAway, Work<Q, A> work) {
        this(name, batchMax, waitingMax, isAway, work, PACE);
    }

    Gathering(
            String name,
            int batchMax,
            int waitingMax,
            Predicate<RuntimeException> isAway,
            Work<Q, A> work,
            Duration pace) {
        this.name = name;
        this.batchMax = batchMax;
        this.waitingMax = waitingMax;
        this.isAway = isAway;
        this.work = work;
        this.paceNanos = pace.toNanos();
        this.waiting = new ArrayBlockingQueue<>(waitingMax);
        this.thread = Thread.ofPlatform().name("gathering-" + name).daemon().start(this::run);
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

    /// Asks without waiting. The answer completes on the gathering's own thread: what hangs on it must be short.
    public CompletableFuture<A> put(Q question) {
        var asked = new Asked<Q, A>(question, new CompletableFuture<>());
        if (closed) {
            asked.refuse(name + " is closed");
        } else if (!waiting.offer(asked)) {
            asked.refuse("more than " + waitingMax + " wait for " + name);
        } else if (closed) {
            refuseWaiting();
        } else if (waiting.size() == batchMax - 1) {
            LockSupport.unpark(thread); // one is in its hands: the batch is full
        }
        return asked.answer;
    }

    /// How many wait now.
    public int waiting() {
        return waiting.size();
    }

    private record Asked<Q, A>(@Nullable Q question, CompletableFuture<A> answer) {

        Q asks() {
            return Objects.requireNonNull(question);
        }

        void refuse(String because) {
            answer.completeExceptionally(new IllegalStateException(because));
        }
    }

    private void run() {
        var batch = new ArrayList<Asked<Q, A>>();
        while (!closed || !waiting.isEmpty()) {
            gather(batch);
            if (!batch.isEmpty()) {
                answer(batch);
                batch.clear();
            }
        }
        refuseWaiting();
    }

    private void gather(List<Asked<Q, A>> batch) {
        try {
            batch.add(waiting.take());
            awaitCompany();
            waiting.drainTo(batch, batchMax - 1);
            nextAt = System.nanoTime() + (batch.size() > 1 ? paceNanos : 0);
        } catch (InterruptedException e) {
            closed = true; // do what is left
        }
        batch.removeIf(asked -> asked == wakeUp);
    }

    private void awaitCompany() {
        var left = nextAt - System.nanoTime();
        while (left > 0
                && !closed
                && waiting.size() < batchMax - 1
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = nextAt - System.nanoTime();
        }
    }

    private void answer(List<Asked<Q, A>> batch) {
        try {
            var answers = work.answer(batch.stream().map(Asked::asks).toList());
            for (var i = 0; i < answers.size(); i++) {
                batch.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1 || isAway.test(e)) {
                batch.forEach(one -> one.answer.completeExceptionally(e));
            } else {
                batch.forEach(one -> answer(List.of(one)));
            }
        }
    }

    private void refuseWaiting() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.refuse(name + " is closed");
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
