package io.glassline.simulator.provider;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Names for new things. Never from the seed: a gateway keeps the ids it has seen for good, so stand-ins that
/// started again from the same seed would have their messages taken for repeats.
public final class Ids {

    private Ids() {}

    public static String hex32() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public static String withPrefix(String prefix) {
        return prefix + hex32();
    }

    public static String digits(int count) {
        var digits = new StringBuilder(count);
        digits.append(1 + ThreadLocalRandom.current().nextInt(9));
        while (digits.length() < count) {
            digits.append(ThreadLocalRandom.current().nextInt(10));
        }
        return digits.toString();
    }
}
