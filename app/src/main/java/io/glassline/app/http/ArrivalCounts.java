package io.glassline.app.http;

import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many calls came to an account, by what they turned out to be.
@Singleton
final class ArrivalCounts {

    private final MeterRegistry meters;

    /// Each is asked of the registry once, because the registry looks it up by all its tags.
    private final Map<Arrival, Counter> counters = new ConcurrentHashMap<>();

    ArrivalCounts(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(String account, String outcome) {
        counters.computeIfAbsent(
                        new Arrival(account, outcome),
                        arrival -> meters.counter(
                                "glassline_webhooks_total", "account", arrival.account, "came", arrival.outcome))
                .increment();
    }

    void count(String account, Receipt receipt) {
        switch (receipt) {
            case Receipt.Handshake _ -> count(account, "handshake");
            case Receipt.Nothing _ -> count(account, "nothing");
            case Receipt.Quarantined _ -> count(account, "quarantined");
            case Receipt.Refused(var fault, var _) -> count(account, "refused: " + word(fault));
            case Receipt.Elsewhere(var owner, var theirs) -> count(owner.id(), theirs);
            case Receipt.Events _ -> count(account, "accepted");
        }
    }

    private static String word(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private record Arrival(String account, String outcome) {}
}
