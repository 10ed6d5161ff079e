package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What could not be read and waits for someone: a list without a word of it.
record QuarantinePage(PageFrame frame, Optional<Notice> notice, long waiting, List<Row> rows) {

    record Row(
            long number,
            String account,
            ChannelTitle channel,
            String because,
            String time,
            String timeFull,
            String timeIso,
            String size) {}

    /// One of them, as it came. `text` is its body, and `more` says how much of it is not shown.
    record One(
            PageFrame frame,
            Optional<Notice> notice,
            Row row,
            boolean waits,
            String request,
            String text,
            String more) {}
}
