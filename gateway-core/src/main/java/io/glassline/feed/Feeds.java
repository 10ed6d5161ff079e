package io.glassline.feed;

import io.glassline.audit.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far each feed has come, kept for all nodes. A change that is made from a state that is not the last one any
/// more changes nothing.
public interface Feeds {

    /// How the feed is. One that was never heard of begins with what is entered from now on, which is put on the
    /// record.
    FeedState begin(String feed, Instant now);

    /// All that ever began, by name.
    List<FeedState> all();

    /// All before `next` is delivered, so the receiver takes what it is given.
    ///
    /// @return the state from now on; empty when `from` is not the last one
    Optional<FeedState> advance(FeedState from, long next);

    /// The receiver did not take what it was given.
    void fail(FeedState from, FeedState.Failing failing);

    /// Nothing more is delivered, which is put on the record.
    ///
    /// @param failing with the reason
    void park(FeedState from, FeedState.Failing failing, Instant now);

    /// Goes on at once where it was, parked or not; put on the record.
    ///
    /// @return the state from now on; empty when no such feed ever began
    Optional<FeedState> resume(String feed, Actor by, Instant now);

    /// Goes on at once from an earlier entry, or leaves some out; put on the record.
    ///
    /// @param next the index of the entry to go on with
    /// @return the state from now on; empty when no such feed ever began
    Optional<FeedState> replay(String feed, long next, Actor by, Instant now);
}
