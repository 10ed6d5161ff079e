package io.glassline.app.node;

import io.glassline.source.SourceLookup;
import io.glassline.sources.Outcome;
import io.glassline.sources.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/// Counts and times look-ups by source, name and outcome: `glassline_lookup_seconds`.
record LookupMeters(MeterRegistry meters) implements Sources.Watch {

    @Override
    public void answered(SourceLookup lookup, Outcome outcome, Duration took) {
        meters.timer(
                        "glassline_lookup",
                        "source",
                        lookup.source().name(),
                        "lookup",
                        lookup.name(),
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .record(took);
    }
}
