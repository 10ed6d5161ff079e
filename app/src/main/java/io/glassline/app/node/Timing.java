package io.glassline.app.node;

import io.glassline.outbox.Deliverer;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/// What time it is for a node, and how often it tries what must not be tried often. A harness gives a clock of its own,
/// or is less patient; production has [#REAL].
///
/// @param faultTriedEvery how often an account with a fault is tried
public record Timing(InstantSource clock, Duration faultTriedEvery) {

    public static final Timing REAL = new Timing(Clock.systemUTC(), Deliverer.FAULT_TRIED_EVERY);
}
