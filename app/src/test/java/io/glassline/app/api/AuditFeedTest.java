package io.glassline.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.feed.CloudEvents;
import io.glassline.desk.Board;
import io.micronaut.http.sse.Event;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/// One reader of the record for all who follow it, and a bound for each of them. The loop is stepped by
/// hand.
class AuditFeedTest {

    private static final FeedFollower.Line LINE = new FeedFollower.Line(Runnable::run, () -> true);

    private final List<Board.AuditLine> record = new ArrayList<>();
    private int queries;
    private final AuditFeed feed = feed(Duration.ofHours(1));

    private AuditFeed feed(Duration takesNothingMax) {
        var board = (Board) Proxy.newProxyInstance(
                Board.class.getClassLoader(), new Class<?>[] {Board.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("audit");
                    queries++;
                    return record.stream()
                            .filter(entry -> entry.index() > (long) arguments[0])
                            .limit((int) arguments[1])
                            .toList();
                });
        return new AuditFeed(board, new CloudEvents("test.example/log"), takesNothingMax);
    }

    private void grows(int entries) {
        for (var i = 0; i < entries; i++) {
            record.add(new Board.AuditLine(record.size(), "test", Instant.EPOCH, "{}", Optional.empty()));
        }
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void fortyFollowersCostOneQuery() {
        grows(10);
        var followers = IntStream.range(0, 40)
                .mapToObj(number -> follows(9, Long.MAX_VALUE, "token" + number % 5))
                .toList();
        grows(3);

        feed.look();

        assertThat(queries).isEqualTo(1);
        assertThat(followers).allSatisfy(follower -> assertThat(follower.ids).containsExactly("10", "11", "12"));
    }

    @Test
    void whoComesLateIsGivenAllOfItInOrderAndHoldsUpNobody() {
        grows(250);
        var late = follows(-1, Long.MAX_VALUE);
        var live = follows(249, Long.MAX_VALUE);
        grows(1);

        feed.look();
        assertThat(live.ids).containsExactly("250");
        while (feed.look()) {}

        assertThat(late.ids)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 250)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(queries).isLessThanOrEqualTo(6);
    }

    @Test
    void whoTakesOneAtATimeIsHeldOnePageAndReadFor() {
        grows(1_000);
        var slow = follows(-1, 2); // the greeting, and one

        feed.look();
        feed.look();
        feed.look();

        assertThat(slow.ids).containsExactly("0");
        assertThat(queries).isEqualTo(1);
        slow.request(1_000_000);
        while (feed.look()) {}
        assertThat(slow.ids).hasSize(1_000);
    }

    @Test
    void aConnectionThatHasNoRoomIsGivenNothingHoweverMuchIsAskedFor() {
        grows(1_000);
        var room = new AtomicBoolean();
        var full = new Follower(Long.MAX_VALUE);
        feed.after(-1, "token", new FeedFollower.Line(Runnable::run, room::get)).subscribe(full);

        feed.look();
        feed.look();
        assertThat(full.ids).isEmpty();
        assertThat(queries).as("its greeting was not taken yet").isZero();

        room.set(true);
        for (var look = 0; look < 20; look++) {
            feed.look();
        }
        assertThat(full.ids).hasSize(1_000);
    }

    @Test
    void whoTakesNothingIsLetGoWithAHintToComeAgain() {
        var impatient = feed(Duration.ZERO);
        grows(200);
        var slow = new Follower(2);
        impatient.after(-1, "token", LINE).subscribe(slow);

        impatient.look();
        impatient.look();

        assertThat(slow.completed).isTrue();
        assertThat(slow.retry).isEqualTo(Duration.ofSeconds(2));
        assertThat(impatient.hasRoomFor("token")).isTrue();
        impatient.close();
    }

    @Test
    void soManyFollowWithOneTokenAndSoManyInAll() {
        for (var i = 0; i < AuditFeed.FOLLOWERS_OF_ONE_TOKEN_MAX; i++) {
            follows(0, 1);
        }
        assertThat(feed.hasRoomFor("token")).isFalse();
        assertThat(feed.hasRoomFor("another")).isTrue();

        for (var i = AuditFeed.FOLLOWERS_OF_ONE_TOKEN_MAX; i < AuditFeed.FOLLOWERS_MAX; i++) {
            feed.after(0, "token" + i, LINE).subscribe(new Follower(1));
        }
        assertThat(feed.hasRoomFor("another")).isFalse();
    }

    @Test
    void whoLeavesMakesRoom() {
        var followers = IntStream.range(0, AuditFeed.FOLLOWERS_OF_ONE_TOKEN_MAX)
                .mapToObj(_ -> follows(0, 1))
                .toList();

        followers.getFirst().cancel();

        assertThat(feed.hasRoomFor("token")).isTrue();
    }

    private Follower follows(long after, long demand) {
        return follows(after, demand, "token");
    }

    private Follower follows(long after, long demand, String token) {
        var follower = new Follower(demand);
        feed.after(after, token, LINE).subscribe(follower);
        return follower;
    }

    private static final class Follower extends BaseSubscriber<Event<String>> {

        final List<String> ids = new ArrayList<>();
        Duration retry = Duration.ZERO;
        boolean completed;
        private final long demand;

        Follower(long demand) {
            this.demand = demand;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(demand);
        }

        @Override
        protected void hookOnNext(Event<String> event) {
            if (event.getId() != null) {
                ids.add(event.getId());
            }
            if (event.getRetry() != null) {
                retry = event.getRetry();
            }
        }

        @Override
        protected void hookOnComplete() {
            completed = true;
        }
    }
}
