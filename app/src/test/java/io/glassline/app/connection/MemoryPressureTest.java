package io.glassline.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Health knows that memory is short while calls are still answered.
class MemoryPressureTest {

    @ParameterizedTest
    @CsvSource({
        "0.50, 0.10, UP",
        "0.84, 0.84, UP",
        "0.86, 0.10, SHORT",
        "0.10, 0.86, SHORT",
        "0.96, 0.10, OUT",
        "0.10, 0.99, OUT",
    })
    void saysHowMuchIsLeft(double heap, double direct, MemoryPressure.State state) {
        assertThat(new MemoryPressure(() -> heap, () -> direct, () -> {}).state())
                .isEqualTo(state);
    }

    @Test
    void aHeapThatWasShortAndIsNoMoreIsSeenAtOnceAndNotLookedAtEachTime() {
        var collections = new AtomicInteger();
        var pressure =
                new MemoryPressure(() -> collections.get() > 0 ? 0.3 : 0.9, () -> 0.1, collections::incrementAndGet);

        assertThat(pressure.state()).isEqualTo(MemoryPressure.State.UP);

        var stillShort = new MemoryPressure(() -> 0.9, () -> 0.1, collections::incrementAndGet);
        stillShort.state();
        stillShort.state();
        assertThat(collections).hasValue(2);
    }

    @Test
    void theTrueFiguresAreShares() {
        var meters = new SimpleMeterRegistry();
        new MemoryPressure().bindTo(meters);

        assertThat(meters.get("glassline_memory_share").gauges())
                .hasSize(2)
                .allSatisfy(gauge -> assertThat(gauge.value()).isBetween(0.0, 1.0));
    }
}
