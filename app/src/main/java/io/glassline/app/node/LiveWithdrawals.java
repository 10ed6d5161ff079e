package io.glassline.app.node;

import io.glassline.answer.Withdrawals;
import io.glassline.app.work.Loop;
import io.glassline.routing.WithdrawnAnswers;
import java.time.Duration;

/// The answers that are withdrawn, as this node decides by them. What is withdrawn on any node is known here within
/// a second: it looks more than twice in one, and a node that was held up looks before it decides.
final class LiveWithdrawals implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(400);

    /// What was read longer ago is read again before anything is decided by it.
    static final Duration OLD_MAX = Duration.ofMillis(900);

    private final Withdrawals withdrawals;
    private final Loop looking;
    private volatile Read read;

    private record Read(WithdrawnAnswers answers, long at) {

        boolean isOld() {
            return System.nanoTime() - at > OLD_MAX.toNanos();
        }
    }

    LiveWithdrawals(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
        this.read = look(withdrawals);
        this.looking = new Loop("withdrawals", LOOK_EVERY, this::lookAgain);
    }

    void start() {
        looking.start();
    }

    /// When the record is away and what is known here is old, it throws: nobody decides by what may be wrong by now.
    WithdrawnAnswers now() {
        return read.isOld() ? lookedNow() : read.answers();
    }

    private synchronized WithdrawnAnswers lookedNow() {
        if (read.isOld()) {
            read = look(withdrawals);
        }
        return read.answers();
    }

    private synchronized boolean lookAgain() {
        read = look(withdrawals);
        return false;
    }

    /// As old as the question, and not as the answer.
    private static Read look(Withdrawals withdrawals) {
        var asked = System.nanoTime();
        return new Read(withdrawals.standing(), asked);
    }

    @Override
    public void close() {
        looking.close();
    }
}
