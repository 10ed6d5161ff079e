package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.audit.AuditKind;
import io.glassline.desk.Board;
import io.glassline.feed.CityFeeds;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedState;
import io.glassline.feed.Feeds;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Where the record is sent on to, how far that has come, and an operator's word that it goes on.
@Controller("/api/feeds")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FeedsController {

    private final CityFeeds city;
    private final Feeds feeds;
    private final Board record;
    private final InstantSource clock;

    FeedsController(CityFeeds city, Feeds feeds, Board record, InstantSource clock) {
        this.city = city;
        this.feeds = feeds;
        this.record = record;
        this.clock = clock;
    }

    /// @param size how many entries the record has
    record Told(long size, List<Line> feeds) {}

    /// @param next the index of the entry that is looked at next; absent before it began
    record Line(
            String name,
            String target,
            String format,
            List<String> kinds,
            List<String> channels,
            boolean sealed,
            Optional<Long> next,
            String state,
            Optional<Failing> failing,
            Optional<Instant> parkedAt) {

        static Line of(Feed feed, Optional<FeedState> state) {
            return new Line(
                    feed.name(),
                    feed.target().kind(),
                    feed.format().word(),
                    feed.kinds().stream().map(AuditKind::word).sorted().toList(),
                    feed.channels().stream().sorted().toList(),
                    feed.isSealed(),
                    state.map(FeedState::next),
                    state.map(FeedsController::word).orElse("new"),
                    state.flatMap(FeedState::failing).map(Failing::of),
                    state.flatMap(FeedState::parkedAt));
        }
    }

    record Failing(Instant since, int times, Instant retryAt, String because) {

        static Failing of(FeedState.Failing failing) {
            return new Failing(failing.since(), failing.times(), failing.retryAt(), failing.because());
        }
    }

    private static String word(FeedState state) {
        return state.parkedAt().isPresent() ? "parked" : state.failing().isPresent() ? "failing" : "up";
    }

    /// @param from the index of the entry to go on with
    record Replay(@Nullable Long from) {}

    @Get
    @NeedsRole(ApiRole.READER)
    Told feeds() {
        var states = feeds.all().stream().collect(Collectors.toMap(FeedState::feed, Function.identity()));
        return new Told(
                record.auditSize(),
                city.now().stream()
                        .map(feed -> Line.of(feed, Optional.ofNullable(states.get(feed.name()))))
                        .toList());
    }

    @Post("/{name}/resume")
    HttpResponse<?> resume(String name, ApiCaller caller) {
        return told(name, feed -> feeds.resume(feed.name(), caller.actor(), clock.instant()));
    }

    @Post("/{name}/replay")
    HttpResponse<?> replay(String name, @Body Replay replay, ApiCaller caller) {
        var size = record.auditSize();
        var from = replay.from();
        if (from == null || from < 0 || from > size) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "Write as `from` the index of an entry, from 0 to %d; with %d nothing is given again."
                            .formatted(size, size));
        }
        return told(name, feed -> feeds.replay(feed.name(), from, caller.actor(), clock.instant()));
    }

    private HttpResponse<?> told(String name, Function<Feed, Optional<FeedState>> change) {
        var feed = city.now().stream().filter(one -> one.name().equals(name)).findFirst();
        if (feed.isEmpty()) {
            return Problems.of(HttpStatus.NOT_FOUND, "There is no such feed in feeds.yml.");
        }
        var state = change.apply(feed.get());
        return state.isEmpty()
                ? Problems.of(HttpStatus.CONFLICT, "This feed has not begun yet; it does within seconds.")
                : HttpResponse.ok(Line.of(feed.get(), state));
    }
}
