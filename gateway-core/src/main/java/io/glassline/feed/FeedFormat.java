package io.glassline.feed;

import io.glassline.desk.Board;
import java.util.Optional;

/// What becomes of an entry before a receiver is given it.
@FunctionalInterface
public interface FeedFormat {

    /// @return empty for an entry that is not for this feed
    Optional<FeedMessage> of(Board.AuditLine entry);
}
