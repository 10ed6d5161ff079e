package io.glassline.routing;

import java.time.Instant;

/// An address that has said, or was answered, more within an hour than the account's budget allows.
///
/// @param because in a sentence: what was counted and what is allowed.
/// @param until when the hour is over and the machine answers again.
/// @param isTold whether the citizen was told so already.
public record Flood(String because, Instant until, boolean isTold) {

    /// The name of the gate, and of its rule.
    public static final String GATE = "hourly budget";
}
