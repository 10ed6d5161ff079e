package io.glassline.activity;

import java.time.Instant;
import java.util.Optional;

/// How many calls to an account came to the same within one hour.
///
/// `hour` is the hour's first instant. `because` says why they were refused or could not be read, in words that hold
/// nothing of a call's; empty otherwise. `hint` is what to do about it, where that was found out. `calls` may be 0, for
/// a hint about calls that are counted already.
public record CallCount(
        String accountId,
        Instant hour,
        CallOutcome outcome,
        String because,
        long calls,
        Instant lastAt,
        Optional<String> hint) {}
