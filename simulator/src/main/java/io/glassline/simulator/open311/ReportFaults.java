package io.glassline.simulator.open311;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What is wrong with the stand-in, each with how often: a rate from 0 to 1.
final class ReportFaults {

    enum Kind {
        /// 500, and nothing was done.
        STATUS_500,
        /// 500, and the report was taken.
        TAKEN_THEN_500,
        /// The report is taken, and the answer comes too late.
        TAKEN_THEN_SLOW,
        /// The report is taken, and the connection is closed without an answer.
        TAKEN_THEN_SILENT,
        /// An answer that comes too late, to whatever was asked.
        SLOW,
        /// A token comes in place of a number, for [ReportFaults#tokenFor].
        TOKEN,
        /// The answer names the report twice.
        DOUBLE_ANSWER,
        /// A page for people in place of an answer.
        NO_ANSWER_OF_OURS,
        /// The list tells no descriptions.
        NO_DESCRIPTIONS,
        /// 400 for every report.
        REJECTS,
        /// The photo's address is not reached in time, and the report is taken without it.
        PHOTO_NOT_FETCHED,
        /// 400 for every report with a photo.
        PHOTO_REFUSED
    }

    private final Map<Kind, Double> rates = new ConcurrentHashMap<>();
    private final Random chance;
    private volatile Duration slowFor = Duration.ofSeconds(8);
    private volatile Duration tokenFor = Duration.ofSeconds(5);

    ReportFaults(long seed) {
        this.chance = new Random(seed);
    }

    /// `{"kind": "taken-then-silent", "rate": 0.3, "slowMs": 8000, "tokenMs": 5000}`; without a rate, always.
    void begin(JsonNode fault) {
        var word = Json.text(fault, "kind");
        var kind = Arrays.stream(Kind.values())
                .filter(one -> word(one).equals(word))
                .findFirst()
                .orElseThrow(() -> new BadRequest("\"kind\" is one of "
                        + Arrays.stream(Kind.values()).map(ReportFaults::word).collect(Collectors.joining(", "))));
        begin(kind, fault.path("rate").asDouble(1));
        if (fault.has("slowMs")) {
            slowFor = Duration.ofMillis(fault.path("slowMs").asLong());
        }
        if (fault.has("tokenMs")) {
            tokenFor = Duration.ofMillis(fault.path("tokenMs").asLong());
        }
    }

    void begin(Kind kind, double rate) {
        rates.put(kind, rate);
    }

    void end() {
        rates.clear();
    }

    Map<String, Double> active() {
        return rates.entrySet().stream().collect(Collectors.toMap(fault -> word(fault.getKey()), Map.Entry::getValue));
    }

    boolean hits(Kind kind) {
        var rate = rates.get(kind);
        if (rate == null) {
            return false;
        }
        synchronized (chance) {
            return chance.nextDouble() < rate;
        }
    }

    Duration slowFor() {
        return slowFor;
    }

    Duration tokenFor() {
        return tokenFor;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
