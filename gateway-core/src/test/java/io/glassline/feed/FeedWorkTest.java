package io.glassline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.audit.Actor;
import io.glassline.desk.Board;
import io.glassline.feed.FeedReceiver.Given;
import io.glassline.feed.FeedReceiver.Refusal;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedWorkTest {

    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final Actor OPS = Actor.byToken("ops");

    private Instant now = START;
    private double chance = 1;
    private final List<Board.AuditLine> record = new ArrayList<>();
    private final InMemoryFeeds feeds = new InMemoryFeeds(record::size);
    private final Receiver receiver = new Receiver();
    private final FeedWork work =
            new FeedWork("records", feeds, board(), this::message, receiver, () -> now, () -> chance);

    @Test
    void whatIsEnteredAfterTheBeginningIsDeliveredInOrder() {
        enter(3);
        assertThat(work.step()).isFalse();
        enter(4);
        assertThat(work.step()).isFalse();
        assertThat(receiver.taken).containsExactly(3L, 4L, 5L, 6L);
        assertThat(state().next()).isEqualTo(7);
    }

    @Test
    void aFullPageIsNotTheLastOne() {
        work.step();
        enter(FeedWork.PAGE + 1);
        assertThat(work.step()).isTrue();
        assertThat(work.step()).isFalse();
        assertThat(receiver.taken).hasSize(FeedWork.PAGE + 1);
    }

    @Test
    void whatIsNotForTheFeedIsPassedOver() {
        work.step();
        enter(2);
        enter("reader.only", 3);
        assertThat(work.step()).isFalse();
        assertThat(receiver.taken).containsExactly(0L, 1L);
        assertThat(state().next()).isEqualTo(5);
    }

    @Test
    void ofABatchThatWasTakenInPartTheRestIsGivenAgain() {
        receiver.atOnce = 4;
        work.step();
        enter(6);
        receiver.refuses(2, Refusal.of("it fell silent"));
        work.step();
        assertThat(receiver.taken).containsExactly(0L, 1L);
        assertThat(state().next()).isEqualTo(2);
        now = now.plus(FeedWork.PAUSE_FIRST);
        work.step();
        assertThat(receiver.taken).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @ParameterizedTest
    @CsvSource({
        "1,  0.0, 1000",
        "1,  1.0, 2000",
        "2,  1.0, 4000",
        "5,  0.5, 24000",
        "9,  1.0, 512000",
        "10, 1.0, 900000",
        "40, 0.0, 450000",
    })
    void pausesGrowToALimitAndAreHalfByChance(int times, double chance, long millis) {
        this.chance = chance;
        work.step();
        enter(1);
        receiver.refusesAlways(Refusal.of("it failed with status 500"));
        for (var i = 0; i < times; i++) {
            now = state().failing().map(FeedState.Failing::retryAt).orElse(now);
            work.step();
        }
        assertThat(Duration.between(now, state().failing().orElseThrow().retryAt())
                        .toMillis())
                .isEqualTo(millis);
    }

    @Test
    void aReceiverThatAsksForPatienceGetsItWithinReason() {
        work.step();
        enter(1);
        receiver.refuses(0, new Refusal("it asks for patience", false, Optional.of(Duration.ofMinutes(5))));
        work.step();
        assertThat(retryAfter()).isEqualTo(Duration.ofMinutes(5));
        now = state().failing().orElseThrow().retryAt();
        receiver.refuses(0, new Refusal("it asks for patience", false, Optional.of(Duration.ofDays(5))));
        work.step();
        assertThat(retryAfter()).isEqualTo(FeedWork.PATIENCE_MAX);
    }

    @Test
    void nothingIsGivenDuringAPause() {
        work.step();
        enter(1);
        receiver.refusesAlways(Refusal.of("it failed with status 500"));
        work.step();
        now = now.plus(FeedWork.PAUSE_FIRST).minusMillis(1);
        work.step();
        assertThat(receiver.asked).isEqualTo(1);
        now = now.plusMillis(1);
        work.step();
        assertThat(receiver.asked).isEqualTo(2);
    }

    @Test
    void afterADayOfFailingItIsParkedOnceAndNotBefore() {
        work.step();
        enter(1);
        receiver.refusesAlways(Refusal.of("it failed with status 500"));
        work.step();
        now = START.plus(FeedWork.FAILING_MAX).minusMillis(1);
        work.step();
        assertThat(state().parkedAt()).isEmpty();
        now = state().failing().orElseThrow().retryAt();
        work.step();
        assertThat(state().parkedAt()).contains(now);
        assertThat(receiver.asked).isEqualTo(3);
        now = now.plus(FeedWork.FAILING_MAX);
        work.step();
        assertThat(receiver.asked).isEqualTo(3);
        assertThat(feeds.recorded).containsExactly("feed.begun 0", "feed.parked 0");
    }

    @Test
    void aReceiverThatTakesOneBetweenHasNotFailedForADay() {
        work.step();
        enter(2);
        receiver.refuses(0, Refusal.of("it failed with status 500"));
        work.step();
        now = START.plus(FeedWork.FAILING_MAX);
        work.step();
        assertThat(receiver.taken).containsExactly(0L, 1L);
        enter(1);
        receiver.refuses(0, Refusal.of("it failed with status 500"));
        work.step();
        assertThat(state().parkedAt()).isEmpty();
    }

    @Test
    void aReceiverThatWantsNoMoreIsParkedAtOnce() {
        work.step();
        enter(1);
        receiver.refusesAlways(new Refusal("it is gone (status 410)", true, Optional.empty()));
        work.step();
        assertThat(state().told()).isEqualTo("PARKED, for it is gone (status 410)");
    }

    @Test
    void aReplayDuringADeliveryIsWhatCounts() {
        enter(2);
        work.step();
        enter(2);
        receiver.meanwhile = () -> feeds.replay("records", 0, OPS, now);
        work.step();
        assertThat(receiver.taken).containsExactly(2L);
        work.step();
        assertThat(receiver.taken).containsExactly(2L, 0L, 1L, 2L, 3L);
    }

    @Test
    void aSlowReceiverEndsTheStepAndNotTheOrder() {
        work.step();
        enter(3);
        receiver.meanwhile = () -> now = now.plus(FeedWork.STEP_MAX).plusMillis(1);
        assertThat(work.step()).isTrue();
        assertThat(receiver.taken).containsExactly(0L);
        assertThat(work.step()).isFalse();
        assertThat(receiver.taken).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aRecordWithAHoleIsNotSentOn() {
        work.step();
        enter(2);
        record.set(0, line(1, "message.received"));
        assertThatThrownBy(work::step).hasMessageContaining("the record has 1 where feed records looks for 0");
        assertThat(receiver.taken).isEmpty();
    }

    private Duration retryAfter() {
        return Duration.between(now, state().failing().orElseThrow().retryAt());
    }

    private FeedState state() {
        return feeds.all().getFirst();
    }

    private void enter(int count) {
        enter("message.received", count);
    }

    private void enter(String kind, int count) {
        IntStream.range(0, count).forEach(_ -> record.add(line(record.size(), kind)));
    }

    private static Board.AuditLine line(long index, String kind) {
        return new Board.AuditLine(index, kind, START, "{}", Optional.empty());
    }

    private Optional<FeedMessage> message(Board.AuditLine line) {
        return line.kind().equals("reader.only")
                ? Optional.empty()
                : Optional.of(new FeedMessage(line.index(), "", "application/json", "{}".getBytes(UTF_8)));
    }

    /// Of a board only the record is read.
    private Board board() {
        return (Board) Proxy.newProxyInstance(
                Board.class.getClassLoader(), new Class<?>[] {Board.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("audit");
                    var from = (int) ((long) arguments[0] + 1);
                    return List.copyOf(record.subList(from, Math.min(record.size(), from + (int) arguments[1])));
                });
    }

    /// Takes all that it is given, unless it was told to refuse.
    private static final class Receiver implements FeedReceiver {

        final List<Long> taken = new ArrayList<>();
        int asked;
        int atOnce = 1;
        Runnable meanwhile = () -> {};
        private Optional<Given> next = Optional.empty();
        private boolean isAlways;

        void refuses(int taken, Refusal refusal) {
            next = Optional.of(Given.but(taken, refusal));
        }

        void refusesAlways(Refusal refusal) {
            refuses(0, refusal);
            isAlways = true;
        }

        @Override
        public int messagesMax() {
            return atOnce;
        }

        @Override
        public Given give(List<FeedMessage> messages) {
            asked++;
            var given = next.orElse(Given.all(messages.size()));
            messages.stream().limit(given.count()).map(FeedMessage::index).forEach(taken::add);
            meanwhile.run();
            meanwhile = () -> {};
            if (!isAlways) {
                next = Optional.empty();
            }
            return given;
        }

        @Override
        public void close() {}
    }
}
