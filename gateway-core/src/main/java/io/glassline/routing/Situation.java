package io.glassline.routing;

import io.glassline.consent.Consent;
import io.glassline.conversation.QueueLines;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/// All that a decision may know besides the conversation and the message: the city's time, how the citizen
/// stands in the ledger, whether the answer will be spoken, the look-ups made so far, whether the address
/// floods us, the messages that came with this one, fresh links in case they are asked for, how long
/// the lines for people are, and which answers are withdrawn. There are no links where nothing is sent, as in a trial.
public record Situation(
        ZonedDateTime cityTime,
        Consent consent,
        boolean spoken,
        Map<Lookup, Lookup.Result> lookups,
        Optional<Flood> flood,
        Burst burst,
        Optional<FreshLinks> fresh,
        QueueLines queueLines,
        WithdrawnAnswers withdrawn) {

    public Situation(ZonedDateTime cityTime, Consent consent, boolean spoken, Map<Lookup, Lookup.Result> lookups) {
        this(cityTime, consent, spoken, lookups, Optional.empty(), Burst.NONE);
    }

    public Situation(
            ZonedDateTime cityTime,
            Consent consent,
            boolean spoken,
            Map<Lookup, Lookup.Result> lookups,
            Optional<Flood> flood,
            Burst burst) {
        this(
                cityTime,
                consent,
                spoken,
                lookups,
                flood,
                burst,
                Optional.empty(),
                QueueLines.UNKNOWN,
                WithdrawnAnswers.NONE);
    }

    public Situation {
        lookups = Map.copyOf(lookups);
    }

    /// The same, for a message among others.
    public Situation with(Burst other) {
        return new Situation(cityTime, consent, spoken, lookups, flood, other, fresh, queueLines, withdrawn);
    }

    /// The same, with these look-ups made.
    public Situation with(Map<Lookup, Lookup.Result> made) {
        return new Situation(cityTime, consent, spoken, made, flood, burst, Optional.empty(), queueLines, withdrawn);
    }
}
