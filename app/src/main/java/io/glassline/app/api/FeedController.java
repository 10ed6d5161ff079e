package io.glassline.app.api;

import io.glassline.desk.Board;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.reactivestreams.Publisher;

/// The public record as it grows.
@Controller("/api/feed")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.READER)
final class FeedController {

    private final AuditFeed feed;
    private final Board board;

    FeedController(AuditFeed feed, Board board) {
        this.feed = feed;
        this.board = board;
    }

    @Get(produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> feed(@QueryValue @Nullable Long after) {
        return feed.after(after == null ? board.auditSize() - 1 : after);
    }
}
