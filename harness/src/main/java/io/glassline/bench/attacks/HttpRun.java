package io.glassline.bench.attacks;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Attacks over HTTP, one after the other, while genuine calls go on.
record HttpRun(AttackTown town) {

    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int TOLD_MIN = 30;
    private static final int CONNECTIONS_LEFT_MAX = 10;

    /// @param genuine calls meanwhile.
    /// @param isTold whether the attackers heard what they were to hear.
    /// @param isLetGo whether nothing is held for them any more.
    record Account(HttpAttack attack, GenuineCalls genuine, boolean isTold, boolean isLetGo) {

        boolean isGood() {
            return isTold
                    && isLetGo
                    && genuine.failures.isEmpty()
                    && genuine.health.stream().allMatch(AttackTown::isUp);
        }

        String line() {
            return "%-56s %s; %d genuine calls taken, %d not; %s"
                    .formatted(
                            attack.kind(),
                            isTold ? "told" + attack.told() : "FAULT: not told" + attack.told(),
                            genuine.taken.get(),
                            genuine.failures.size(),
                            isLetGo ? "nothing held" : "FAULT: something is held");
        }
    }

    Account run(HttpAttack attack) {
        var genuine = new GenuineCalls(town);
        boolean isTold;
        try (var attackers = new Attackers(town.port, town.insidePort);
                genuine) {
            attack.deed().accept(attackers);
            isTold = comes(() -> attackers.told(attack.told()) > TOLD_MIN);
        }
        return new Account(attack, genuine, isTold, comes(this::isNothingHeld));
    }

    private boolean isNothingHeld() {
        return town.figure("glassline_http_connections{listener=\"internet\"}") < CONNECTIONS_LEFT_MAX
                && town.figure("glassline_http_body_bytes{listener=\"internet\"}") == 0
                && town.figure("glassline_http_streams{listener=\"inside\"}") == 0;
    }

    static boolean comes(BooleanSupplier condition) {
        for (var until = System.nanoTime() + WAIT_MAX.toNanos(); System.nanoTime() < until; ) {
            if (condition.getAsBoolean()) {
                return true;
            }
            MailRun.pause(LOOK_EVERY);
        }
        return false;
    }
}
