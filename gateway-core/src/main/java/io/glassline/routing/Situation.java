package io.glassline.routing;

import io.glassline.consent.Consent;
import java.time.ZonedDateTime;
import java.util.Map;

/// All that a decision may know besides the conversation and the message: the city's time, how the citizen
/// stands in the ledger, whether the answer will be spoken, and the look-ups made so far.
public record Situation(ZonedDateTime cityTime, Consent consent, boolean spoken, Map<Lookup, Lookup.Result> lookups) {

    public Situation {
        lookups = Map.copyOf(lookups);
    }
}
