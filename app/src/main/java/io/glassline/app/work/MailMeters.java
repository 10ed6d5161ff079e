package io.glassline.app.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How long one mail takes, from its first byte read until all that it holds is stored.
///
/// - `glassline_mail_under_way_seconds{account}`: the mail that has taken longest of those in hand; 0
///   when none is. Past the time that reading may take, something stands still.
/// - `glassline_mail_seconds{account}`: those that are done, with the longest of late.
final class MailMeters {

    private static final double NANOS_IN_A_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private final Timer done;
    private final Set<Mail> underWay = ConcurrentHashMap.newKeySet();

    /// One mail in hand. Two that began at once are two.
    private static final class Mail {
        private final long beganAt;

        private Mail(long beganAt) {
            this.beganAt = beganAt;
        }
    }

    /// @param nanoTime as [System#nanoTime].
    MailMeters(String account, MeterRegistry meters, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.done = Timer.builder("glassline.mail")
                .description("what one mail took to read and store")
                .tag("account", account)
                .register(meters);
        Gauge.builder("glassline.mail.under.way.seconds", this, MailMeters::longestUnderWaySeconds)
                .description("for how long the mail has been in hand that takes longest")
                .tag("account", account)
                .register(meters);
    }

    /// @param work reads and stores one mail.
    <T> CompletableFuture<T> time(Supplier<CompletableFuture<T>> work) {
        var mail = new Mail(nanoTime.getAsLong());
        underWay.add(mail);
        try {
            return work.get().whenComplete((_, _) -> end(mail));
        } catch (RuntimeException | Error e) {
            end(mail);
            throw e;
        }
    }

    private void end(Mail mail) {
        if (underWay.remove(mail)) {
            done.record(Duration.ofNanos(nanoTime.getAsLong() - mail.beganAt));
        }
    }

    private double longestUnderWaySeconds() {
        var now = nanoTime.getAsLong();
        return underWay.stream().mapToLong(mail -> now - mail.beganAt).max().orElse(0) / NANOS_IN_A_SECOND;
    }
}
