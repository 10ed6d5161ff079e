package io.glassline.app.api;

import io.glassline.desk.Board;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The public record, a page at a time.
@Controller("/api/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.READER)
final class AuditController {

    private static final int ENTRIES_MAX = 1_000;

    private final Board board;

    AuditController(Board board) {
        this.board = board;
    }

    record Page(long size, List<Entry> entries) {}

    /// `leaf` is the public leaf as it is in the log, `sealed` what it commits to and does not show: JSON, as text.
    record Entry(long index, String kind, Instant at, String leaf, Optional<String> sealed) {

        static Entry of(Board.AuditLine line) {
            return new Entry(line.index(), line.kind(), line.at(), line.leaf(), line.sealed());
        }
    }

    @Get
    Page audit(@QueryValue(defaultValue = "-1") long after) {
        return new Page(
                board.auditSize(),
                board.audit(after, ENTRIES_MAX).stream().map(Entry::of).toList());
    }
}
