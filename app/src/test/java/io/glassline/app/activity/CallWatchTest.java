package io.glassline.app.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.activity.CallCount;
import io.glassline.activity.CallLog;
import io.glassline.activity.CallOutcome;
import io.glassline.app.Await;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.whatsapp.WhatsAppAdapter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is counted of providers' calls, while the record is there and while it is not.
class CallWatchTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:10:00Z");

    private final WhatsAppAdapter adapter = new WhatsAppAdapter();
    private final ChannelAccount account = new ChannelAccount(
            "city-whatsapp",
            adapter.kind(),
            "15550102",
            Map.of(),
            Map.of(
                    "app-secret", new Secret("an-app-secret "),
                    "access-token", new Secret("an-access-token"),
                    "verify-token", new Secret("a-verify-token")));
    private final List<Runnable> lookedInto = new ArrayList<>();
    private final FailingLog log = new FailingLog();

    private CallWatch watch() {
        return new CallWatch(new Channels(List.of(account), List.of(adapter)), log, () -> NOW, lookedInto::add);
    }

    private static WebhookCall call() {
        return new WebhookCall("POST", "", "https://city.example/x", Map.of(), new byte[0], NOW);
    }

    @Test
    void aFloodOfForgedCallsIsCountedWholeAndLookedIntoOnce() {
        var refused = new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature wrong");
        try (var watch = watch()) {
            for (var n = 0; n < 10_000; n++) {
                watch.answered(call(), adapter, account, refused);
            }
            watch.answered(call(), adapter, account, new Receipt.Events(List.of()));
            watch.notTaken(account, "it could not be stored");
            lookedInto.forEach(Runnable::run);
        }

        assertThat(lookedInto).hasSize(1);
        assertThat(log.all)
                .extracting(count -> count.outcome() + " " + count.because() + " " + count.calls())
                .containsExactlyInAnyOrder(
                        "NOT_AUTHENTIC signature wrong 10000", "ACCEPTED  1", "NOT_TAKEN it could not be stored 1");
    }

    @Test
    void reasonsWithoutEndDoNotFillTheMemory() {
        try (var watch = watch()) {
            for (var n = 0; n < 50_000; n++) {
                watch.answered(call(), adapter, account, new Receipt.Refused(Fault.MALFORMED, "reason " + n));
            }
        }

        assertThat(log.all).hasSizeLessThan(2_100);
        assertThat(log.all.stream().mapToLong(CallCount::calls).sum()).isEqualTo(50_000);
    }

    @Test
    void whatTheRecordDoesNotTakeIsCountedWhenItIsBack() {
        log.failures.set(2);
        try (var watch = watch()) {
            watch.start();
            for (var n = 0; n < 5; n++) {
                watch.answered(call(), adapter, account, new Receipt.Nothing("nothing for us"));
            }
            Await.that("the record is back", () -> !log.all.isEmpty());
        }

        assertThat(log.failures.get()).isNegative();
        assertThat(log.all.stream()
                        .filter(count -> count.outcome() == CallOutcome.NOTHING)
                        .mapToLong(CallCount::calls)
                        .sum())
                .isEqualTo(5);
    }

    private static final class FailingLog implements CallLog {

        private final List<CallCount> all = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void add(List<CallCount> counts) {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the record is away");
            }
            all.addAll(counts);
        }

        @Override
        public List<CallCount> since(Instant from) {
            return all;
        }
    }
}
