package io.glassline.bench.loss;

import java.util.concurrent.ThreadLocalRandom;

/// What the network between providers and nodes does at the moment. Safe to read from any thread.
final class Network {

    static final int DELAY_MAX_MS = 800;

    private volatile double slow;
    private volatile double answersLost;

    /// @param share of requests that are held for up to [#DELAY_MAX_MS]
    void slow(double share) {
        slow = share;
    }

    /// @param share of answers that never reach the provider, which then sends again
    void losesAnswers(double share) {
        answersLost = share;
    }

    void isWell() {
        slow = 0;
        answersLost = 0;
    }

    long delayMs() {
        var chance = ThreadLocalRandom.current();
        return slow > 0 && chance.nextDouble() < slow ? 20 + chance.nextInt(DELAY_MAX_MS) : 0;
    }

    boolean losesThisAnswer() {
        return answersLost > 0 && ThreadLocalRandom.current().nextDouble() < answersLost;
    }
}
