package io.glassline.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The counts of all nodes together.
public interface CallLog {

    /// What is older is forgotten.
    Duration KEPT = Duration.ofDays(7);

    /// Adds to what is known of the same account, hour, outcome and reason.
    void add(List<CallCount> counts);

    /// The counts of all hours from that of `from` on, the latest hour first.
    List<CallCount> since(Instant from);
}
