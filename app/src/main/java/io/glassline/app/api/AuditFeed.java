package io.glassline.app.api;

import io.glassline.app.feed.CloudEvents;
import io.glassline.app.work.Loop;
import io.glassline.desk.Board;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// The audit stream as it grows: server-sent events, each one of [CloudEvents]. Who holds a token gets the `sealed`
/// part, too.
///
/// One loop reads the record for all followers: those who stand at the same entry, as nearly all do,
/// share one query. A follower is held a page of events at most, and one who takes none of it for a time
/// is let go: who comes again with the last id has missed nothing.
public final class AuditFeed implements AutoCloseable {

    static final int FOLLOWERS_MAX = 64;
    static final int FOLLOWERS_OF_ONE_TOKEN_MAX = 8;

    /// Events held for one follower.
    static final int PAGE = 100;

    static final Duration COME_AGAIN_AFTER = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
    private static final Duration TAKES_NOTHING_MAX = Duration.ofSeconds(30);
    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);

    private final Board board;
    private final CloudEvents events;
    private final Duration takesNothingMax;
    private final Map<FeedFollower, String> followers = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("audit feed", LOOK_EVERY, this::look);

    public AuditFeed(Board board, CloudEvents events) {
        this(board, events, TAKES_NOTHING_MAX);
    }

    AuditFeed(Board board, CloudEvents events, Duration takesNothingMax) {
        this.board = board;
        this.events = events;
        this.takesNothingMax = takesNothingMax;
    }

    public void start() {
        loop.start();
    }

    /// Whether one more may follow, in all and with this token.
    boolean hasRoomFor(String token) {
        return followers.size() < FOLLOWERS_MAX
                && followers.values().stream().filter(token::equals).count() < FOLLOWERS_OF_ONE_TOKEN_MAX;
    }

    /// What comes after this entry.
    Publisher<Event<String>> after(long index, String token, FeedFollower.Line line) {
        return Flux.create(
                sink -> {
                    var follower = new FeedFollower(sink, line, index, loop::wake);
                    follower.give(Event.of("").comment("listening").retry(RECONNECT_AFTER));
                    sink.onRequest(_ -> follower.drain());
                    sink.onDispose(() -> followers.remove(follower));
                    if (begins(follower, token)) {
                        loop.wake();
                    } else {
                        sink.complete();
                    }
                },
                FluxSink.OverflowStrategy.ERROR);
    }

    /// Those who asked at the same moment found the same room.
    private synchronized boolean begins(FeedFollower follower, String token) {
        return hasRoomFor(token) && followers.put(follower, token) == null;
    }

    /// Reads for all who have been given what was read before.
    ///
    /// @return whether there is more for some of them.
    boolean look() {
        var hungry = new ArrayList<FeedFollower>();
        for (var follower : followers.keySet()) {
            if (follower.takesNothingFor(takesNothingMax)) {
                followers.remove(follower);
                follower.letGo();
            } else if (follower.isHungry()) {
                hungry.add(follower);
            } else {
                follower.drain(); // it may have room again
            }
        }
        hungry.sort(Comparator.comparingLong(FeedFollower::after));
        var more = false;
        var next = 0;
        while (next < hungry.size()) {
            var after = hungry.get(next).after();
            var page = events(board.audit(after, PAGE));
            more |= page.size() == PAGE;
            do {
                hungry.get(next++).give(page);
            } while (next < hungry.size()
                    && isWithin(page, after, hungry.get(next).after()));
        }
        hungry.forEach(follower -> follower.beatAfter(HEARTBEAT_EVERY));
        return more;
    }

    /// Whether what comes after `after` begins in this page, or the page is the record's last.
    private static boolean isWithin(List<Indexed> page, long pageAfter, long after) {
        return after == pageAfter
                || page.size() < PAGE
                || after < page.getLast().index();
    }

    private List<Indexed> events(List<Board.AuditLine> entries) {
        return entries.stream().map(this::event).toList();
    }

    private Indexed event(Board.AuditLine entry) {
        return new Indexed(
                entry.index(),
                Event.of(events.of(entry, true))
                        .id(Long.toString(entry.index()))
                        .name(entry.kind()));
    }

    record Indexed(long index, Event<String> event) {}

    @Override
    public void close() {
        loop.close();
        followers.keySet().forEach(FeedFollower::letGo);
    }
}
