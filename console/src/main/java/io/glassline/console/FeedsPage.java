package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Where the record is sent on to, and how far each feed has come.
///
/// @param size how many entries the record has, in words
record FeedsPage(PageFrame frame, Optional<Notice> notice, String size, List<Row> rows) {

    /// @param target what kind of receiver it has, in words
    /// @param gets which entries, in words
    /// @param behind how many entries it has not had yet, in words
    /// @param trouble why nothing is taken, in words
    /// @param isParked whether nothing is sent until somebody says so
    /// @param replayFrom the entry that a replay begins with unless another is written
    record Row(
            String name,
            String target,
            String gets,
            String behind,
            Optional<String> trouble,
            boolean isParked,
            long replayFrom) {}
}
