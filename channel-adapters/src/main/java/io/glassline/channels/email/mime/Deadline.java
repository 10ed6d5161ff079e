package io.glassline.channels.email.mime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// How long reading one mail may take. Every step is made to cost no more than the mail's size; should one
/// not be, the mail is given up here and not the mailbox that it lies in.
public final class Deadline {

    private record Limit(InstantSource clock, Instant until) {}

    private static final ScopedValue<Limit> LIMIT = ScopedValue.newInstance();

    private Deadline() {}

    /// A mail took too long to read.
    public static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Passed() {
            super("reading it took too long");
        }
    }

    /// @return what `reading` gives.
    /// @throws Passed when it is not done within the time.
    public static <T> T within(Duration atMost, InstantSource clock, Supplier<T> reading) {
        return ScopedValue.where(LIMIT, new Limit(clock, clock.instant().plus(atMost)))
                .call(reading::get);
    }

    /// Looked at in each loop over what a mail holds.
    public static void check() {
        if (LIMIT.isBound() && LIMIT.get().clock().instant().isAfter(LIMIT.get().until())) {
            throw new Passed();
        }
    }
}
