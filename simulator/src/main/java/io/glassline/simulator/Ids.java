package io.glassline.simulator;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Names for new things. Never from the seed: a gateway keeps the ids it has seen for good, so stand-ins that
/// started again from the same seed would have their messages taken for repeats.
final class Ids {

    private Ids() {}

    static String hex32() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static String twilio(String prefix) {
        return prefix + hex32();
    }

    static String digits(int count) {
        var digits = new StringBuilder(count);
        digits.append(1 + ThreadLocalRandom.current().nextInt(9));
        while (digits.length() < count) {
            digits.append(ThreadLocalRandom.current().nextInt(10));
        }
        return digits.toString();
    }
}
