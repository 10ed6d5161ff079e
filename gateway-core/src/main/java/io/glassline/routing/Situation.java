package io.glassline.routing;

import io.glassline.consent.ConsentChange.Standing;
import java.time.ZonedDateTime;
import java.util.Map;

/// All that a decision may know besides the conversation and the message: the city's time, the citizen's standing
/// in the ledger, whether the answer will be spoken, and the look-ups made so far.
public record Situation(ZonedDateTime cityTime, Standing standing, boolean spoken, Map<Lookup, Lookup.Result> lookups) {

    public Situation {
        lookups = Map.copyOf(lookups);
    }
}
