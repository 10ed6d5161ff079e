package io.glassline.feed;

import java.time.Instant;
import java.util.Optional;

/// How far a feed has come, and how its receiver takes it.
///
/// @param next the index of the entry that is looked at next: all before it are delivered, or not for this feed
/// @param failing there while the receiver takes nothing
/// @param parkedAt since when nothing is delivered any more, until an operator says so
/// @param version counts the changes, so that one made meanwhile is noticed
public record FeedState(String feed, long next, Optional<Failing> failing, Optional<Instant> parkedAt, long version) {

    /// @param since when it failed the first time in a row
    /// @param times how often in a row
    /// @param retryAt when it is tried again
    /// @param because in half a sentence, without anything secret
    public record Failing(Instant since, int times, Instant retryAt, String because) {}

    /// Whether anything may be delivered now.
    public boolean isDue(Instant now) {
        return parkedAt.isEmpty()
                && failing.filter(fault -> now.isBefore(fault.retryAt())).isEmpty();
    }

    /// `UP`, `FAILING` or `PARKED`, and why, as `/health` tells it.
    public String told() {
        var because = failing.map(fault -> ", for " + fault.because()).orElse("");
        return parkedAt.isPresent() ? "PARKED" + because : failing.isPresent() ? "FAILING" + because : "UP";
    }
}
