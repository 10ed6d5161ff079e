package io.glassline.outbox;

class InMemoryThrottleTest extends ThrottleContract {

    private final Throttle throttle = new InMemoryThrottle(PER_SECOND);

    @Override
    protected Throttle throttle() {
        return throttle;
    }
}
