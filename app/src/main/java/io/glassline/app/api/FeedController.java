package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.desk.Board;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

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

    /// @param lastEventId from who was cut off, and goes on there.
    @Get(produces = MediaType.TEXT_EVENT_STREAM)
    HttpResponse<?> feed(
            @QueryValue @Nullable Long after,
            @Header("Last-Event-ID") @Nullable Long lastEventId,
            ApiCaller caller,
            HttpRequest<?> request) {
        var token = caller.token().name();
        if (!feed.hasRoomFor(token)) {
            return Problems.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "At most " + AuditFeed.FOLLOWERS_OF_ONE_TOKEN_MAX + " follow with one token, and "
                                    + AuditFeed.FOLLOWERS_MAX + " in all.")
                    .toMutableResponse()
                    .header("Retry-After", Long.toString(AuditFeed.COME_AGAIN_AFTER.toSeconds()));
        }
        var from = lastEventId != null ? lastEventId : after != null ? after : Long.valueOf(board.auditSize() - 1);
        return HttpResponse.ok(feed.after(from, token, line(request))).contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    private static FeedFollower.Line line(HttpRequest<?> request) {
        var channel = ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel();
        return new FeedFollower.Line(channel.eventLoop(), channel::isWritable);
    }
}
