package io.glassline.app.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MailMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final MailMeters meters = new MailMeters("city-email", registry, now::get);

    @Test
    void theMailThatTakesLongestIsSeenWhileItIsInHand() {
        var first = new CompletableFuture<String>();
        var second = new CompletableFuture<String>();
        meters.time(() -> first);
        pass(Duration.ofSeconds(4));
        meters.time(() -> second);
        pass(Duration.ofSeconds(2));

        assertThat(underWaySeconds()).isEqualTo(6);
        first.complete("stored");
        assertThat(underWaySeconds()).isEqualTo(2);
        second.completeExceptionally(new IllegalStateException("the record is away"));
        assertThat(underWaySeconds()).isZero();
        assertThat(registry.get("glassline.mail").timer().count()).isEqualTo(2);
        assertThat(registry.get("glassline.mail").timer().max(TimeUnit.SECONDS)).isEqualTo(6);
    }

    @Test
    void aMailThatCannotBeBegunIsNotInHandForEver() {
        assertThatThrownBy(() -> meters.time(() -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(underWaySeconds()).isZero();
    }

    private double underWaySeconds() {
        return registry.get("glassline.mail.under.way.seconds").gauge().value();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
