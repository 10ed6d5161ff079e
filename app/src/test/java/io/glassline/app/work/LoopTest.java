package io.glassline.app.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopTest {

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class, StackOverflowError.class})
    void goesOnAfterAStepThatFailed(Class<? extends Throwable> failure) throws Exception {
        var steps = new AtomicInteger();
        var again = new CountDownLatch(1);
        try (var loop = new Loop("test", Duration.ofMillis(1), () -> {
            if (steps.incrementAndGet() == 1) {
                throwAnyway(failure);
            }
            again.countDown();
            return false;
        })) {
            loop.start();
            assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAnyway(Class<? extends Throwable> failure) throws T {
        try {
            throw (T) failure.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
