package io.glassline.app.send;

import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgOutbox;
import io.glassline.storage.postgres.PgOutbox.Depth;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/// How much waits to be sent, for how long, what was put aside, and to how many addresses nothing is
/// answered because they are over their hourly budget. Looked at now and then, for all nodes alike.
public final class OutboxMeters {

    public static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /// A provider reports a message again for up to a week; a report that found no part by then never will.
    static final Duration PARKED_MAX = Duration.ofDays(7);

    private final PgOutbox outbox;
    private final PgBoard board;
    private final InstantSource clock;
    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final AtomicLong dead = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong overBudget = new AtomicLong();

    public OutboxMeters(PgOutbox outbox, PgBoard board, InstantSource clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.board = board;
        this.clock = clock;
        this.waiting = MultiGauge.builder("glassline_outbox_waiting")
                .description("messages that are not sent yet")
                .register(meters);
        this.oldest = MultiGauge.builder("glassline_outbox_oldest_due_seconds")
                .description("for how long the message that waits longest could have been sent")
                .register(meters);
        meters.gauge("glassline_outbox_dead_letters", dead);
        meters.gauge("glassline_outbox_parked_reports", parked);
        meters.gauge("glassline_addresses_over_budget", overBudget);
    }

    /// @return false: there is nothing more to do now.
    public boolean step() {
        var now = clock.instant();
        var depths = outbox.depths(now);
        waiting.register(rows(depths, Depth::waiting), true);
        oldest.register(rows(depths, depth -> seconds(depth.oldestDueAt(), now)), true);
        var aside = outbox.aside();
        dead.set(aside.deadLetters());
        parked.set(aside.parkedReports());
        overBudget.set(board.overBudget());
        outbox.forgetParked(now.minus(PARKED_MAX));
        return false;
    }

    private static double seconds(Optional<Instant> since, Instant now) {
        return since.map(at -> Duration.between(at, now).toMillis() / 1000.0).orElse(0.0);
    }

    private static List<Row<?>> rows(List<Depth> depths, ToDoubleFunction<Depth> value) {
        return depths.stream()
                .<Row<?>>map(depth -> Row.of(
                        Tags.of("account", depth.account(), "pace", depth.bulk() ? "bulk" : "live"),
                        value.applyAsDouble(depth)))
                .toList();
    }
}
