package io.glassline.app.node;

import io.glassline.retention.RetentionWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/// Whether what is older than the city's schedules say is removed.
record RetentionMeters(RetentionWork work) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("glassline_retention_missed", work, retention -> retention.isMissed() ? 1 : 0)
                .description("1 when the city has schedules and no run has kept them for 36 hours")
                .register(meters);
    }
}
