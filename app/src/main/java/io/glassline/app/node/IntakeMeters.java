package io.glassline.app.node;

import io.glassline.storage.postgres.PgInboundLog;
import io.glassline.storage.spool.Spool;
import io.glassline.storage.spool.Spool.Figures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/// How the spool stands, and whether webhooks wait.
record IntakeMeters(PgInboundLog inbound, Spool spool, BooleanSupplier webhooksWait) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("glassline_spooling", inbound, log -> log.isSpooling() ? 1 : 0)
                .description("1 while new messages go to the spool, because PostgreSQL does not take them")
                .register(meters);
        Gauge.builder("glassline_turns_held_back", webhooksWait, wait -> wait.getAsBoolean() ? 1 : 0)
                .description("1 while most turns wait, because webhooks wait for want of processor time")
                .register(meters);
        gauge(meters, "glassline_spool_bytes", "held by the spool's files", Figures::bytes);
        gauge(meters, "glassline_spool_bytes_max", "past it, providers are told to come again", Figures::bytesMax);
        gauge(meters, "glassline_spool_records", "deliveries waiting in the spool", Figures::records);
        counter(meters, "glassline_spool_drained", "deliveries moved from the spool into the record", Figures::removed);
        counter(
                meters,
                "glassline_spool_quarantined_bytes",
                "found damaged in the spool, or set aside from it",
                Figures::quarantinedBytes);
    }

    private void gauge(MeterRegistry meters, String name, String meaning, ToDoubleFunction<Figures> figure) {
        Gauge.builder(name, spool, s -> figure.applyAsDouble(s.figures()))
                .description(meaning)
                .register(meters);
    }

    private void counter(MeterRegistry meters, String name, String meaning, ToDoubleFunction<Figures> figure) {
        FunctionCounter.builder(name, spool, s -> figure.applyAsDouble(s.figures()))
                .description(meaning)
                .register(meters);
    }
}
