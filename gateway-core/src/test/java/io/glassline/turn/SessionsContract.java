package io.glassline.turn;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Topic;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [Sessions] promises while it can be reached.
public abstract class SessionsContract {

    private static final Duration LONG = Duration.ofMinutes(5);

    /// The sessions under test. May hold what other tests left.
    protected abstract Sessions sessions();

    /// Lets this much time pass, by whatever clock the implementation goes.
    protected abstract void pass(Duration time);

    @Test
    void oneHoldsALaneAtATime() {
        var lane = lane();
        var claim = sessions().claim(lane, LONG).orElseThrow();

        assertThat(claim.lane()).isEqualTo(lane);
        assertThat(claim.session()).isEmpty();
        assertThat(sessions().claim(lane, LONG)).isEmpty();
        assertThat(sessions().claim(lane(), LONG)).isPresent();

        sessions().release(claim, Optional.empty());
        assertThat(sessions().claim(lane, LONG)).isPresent();
    }

    @Test
    void lanesThatLookAlikeAreNotTheSame() {
        var lane = lane();
        var alike = List.of(
                new Lane(
                        lane.accountId(),
                        new Address(Samples.EMAIL, lane.citizen().value())),
                new Lane(lane.accountId() + "x", lane.citizen()),
                new Lane("x" + lane.accountId(), lane.citizen()),
                new Lane(
                        lane.accountId(),
                        new Address(Samples.SMS, "x" + lane.citizen().value())));
        sessions().claim(lane, LONG).orElseThrow();

        assertThat(alike)
                .allSatisfy(other -> assertThat(sessions().claim(other, LONG)).isPresent());
    }

    @Test
    void theFenceRises() {
        var lane = lane();
        var last = Long.MIN_VALUE;
        for (var i = 0; i < 5; i++) {
            var claim = sessions().claim(lane, LONG).orElseThrow();
            assertThat(claim.fence()).isGreaterThan(last);
            last = claim.fence();
            sessions().release(claim, Optional.empty());
        }
    }

    @Test
    void aClaimThatRanOutIsTheNextOnes() {
        var lane = lane();
        var slow = sessions().claim(lane, Duration.ofMillis(50)).orElseThrow();
        pass(Duration.ofMillis(60));

        var quick = sessions().claim(lane, LONG).orElseThrow();
        assertThat(quick.fence()).isGreaterThan(slow.fence());

        sessions().release(slow, Optional.empty());
        assertThat(sessions().claim(lane, LONG))
                .as("the lane is still the second one's")
                .isEmpty();
    }

    @Test
    void keepsTheWholeConversation() {
        var lane = lane();
        var session = new Session(
                Optional.of(new Session.Flow("report-pothole", "where", Map.of("size", "\"large\"\n🕳️", "zero", ""))
                        .offered()),
                List.of(new Message.Offer("a", "First"), new Message.Offer("b", "Second")),
                true,
                2,
                Optional.of("Where is it?"),
                Optional.of("trash-day"),
                Optional.of(new Message.Id(new UUID(7, 8))),
                true,
                Optional.of(new Session.Alarm("danger", true)),
                new Topic(
                        Optional.of("waste"),
                        Optional.of("where is my bin?"),
                        List.of(new Message.Offer("a", "First"))),
                Optional.of(NOW),
                true,
                Session.Waits.LEAVING_MESSAGE,
                Set.of("skill:welding", "storm"),
                Optional.of("412 Oak Street"),
                List.of(new Session.Flow("trash-day", "where", Map.of("home", "412 Oak Street"))),
                Optional.of(new Session.EraseCode("123456", NOW, 4)),
                Optional.of(new Session.RatingAsked(new Message.Id(new UUID(9, 10)), NOW)));
        var kept = conversation(lane)
                .with(
                        new Stage.Waiting(new QueueId("waste"), Stage.Priority.URGENT, NOW),
                        session,
                        Locale.forLanguageTag("sv-FI"))
                .counting(NOW.plusMillis(1))
                .nextVersion();

        sessions().keep(kept);

        assertThat(seen(lane)).contains(kept);
    }

    @Test
    void keepsEachStage() {
        for (var stage : List.of(
                new Stage.WithBot(),
                new Stage.Waiting(new QueueId("waste"), Stage.Priority.EMERGENCY, NOW),
                new Stage.WithAgent(
                        new QueueId("waste"),
                        "ada",
                        NOW,
                        new Stage.Rank(Stage.Priority.URGENT, NOW.minusSeconds(60))))) {
            var lane = lane();
            var kept = conversation(lane).with(stage).nextVersion();
            sessions().keep(kept);
            assertThat(seen(lane)).contains(kept);
        }
    }

    @Test
    void anEarlierVersionDoesNotReplaceALater() {
        var lane = lane();
        var second = conversation(lane).nextVersion();
        var third = second.nextVersion();
        sessions().keep(third);
        sessions().keep(second);

        assertThat(seen(lane)).contains(third);
    }

    @Test
    void aClosedConversationIsForgottenAndStaysSo() {
        var lane = lane();
        var open = conversation(lane).nextVersion();
        var closed = open.with(new Stage.Closed(NOW, "answered")).nextVersion();
        sessions().keep(open);
        sessions().keep(closed);
        assertThat(seen(lane)).isEmpty();

        sessions().keep(open);
        assertThat(seen(lane)).as("a late write of an earlier version").isEmpty();

        var next = conversation(lane).nextVersion();
        sessions().keep(next);
        assertThat(seen(lane)).as("the next conversation starts at 1 again").contains(next);
    }

    @Test
    void keepingDoesNotTakeTheLaneAndReleasingDoesNotForget() {
        var lane = lane();
        var claim = sessions().claim(lane, LONG).orElseThrow();
        var kept = conversation(lane).nextVersion();
        sessions().keep(kept);
        assertThat(sessions().claim(lane, LONG)).isEmpty();

        sessions().release(claim, Optional.empty());
        assertThat(seen(lane)).contains(kept);
    }

    @Test
    void whoeverReleasesIsToldThatAnotherAskedMeanwhile() {
        var lane = lane();
        var first = sessions().claim(lane, LONG).orElseThrow();
        assertThat(sessions().claim(lane, LONG)).isEmpty();
        assertThat(sessions().release(first, Optional.empty())).isTrue();

        var second = sessions().claim(lane, LONG).orElseThrow();
        assertThat(sessions().release(second, Optional.empty()))
                .as("nobody asked this time")
                .isFalse();
    }

    @Test
    void whatWasAskedOfAClaimThatRanOutIsNotTheNextOnes() {
        var lane = lane();
        var slow = sessions().claim(lane, Duration.ofMillis(50)).orElseThrow();
        sessions().claim(lane, LONG);
        pass(Duration.ofMillis(60));
        var quick = sessions().claim(lane, LONG).orElseThrow();

        assertThat(sessions().release(slow, Optional.empty())).isFalse();
        assertThat(sessions().release(quick, Optional.empty())).isFalse();
    }

    @Test
    void releasingKeepsTheLatest() {
        var lane = lane();
        var kept = conversation(lane).nextVersion();
        var claim = sessions().claim(lane, LONG).orElseThrow();
        sessions().release(claim, Optional.of(kept));

        assertThat(seen(lane)).contains(kept);
    }

    @Test
    void aLaneIsHeldForAnEarlierMessageUntilItIsLetGoOrTheHoldRunsOut() {
        var lane = lane();
        var other = lane();
        sessions().hold(List.of(lane, other), "one", LONG);
        assertThat(sessions().claim(lane, LONG)).isEmpty();
        assertThat(sessions().claim(other, LONG)).isEmpty();

        sessions().letGo(List.of(lane), "one");
        assertThat(sessions().claim(lane, LONG)).isPresent();
        assertThat(sessions().claim(other, LONG)).isEmpty();

        var brief = lane();
        sessions().hold(List.of(brief), "one", Duration.ofMillis(50));
        pass(Duration.ofMillis(60));
        assertThat(sessions().claim(brief, LONG)).isPresent();
    }

    @Test
    void aLaneThatSeveralHoldIsHeldUntilTheLastLetsGo() {
        var lane = lane();
        sessions().hold(List.of(lane), "one", LONG);
        sessions().hold(List.of(lane), "two", LONG);
        sessions().hold(List.of(lane), "brief", Duration.ofMillis(50));
        sessions().letGo(List.of(lane), "two");
        sessions().letGo(List.of(lane), "two");
        pass(Duration.ofMillis(60));
        assertThat(sessions().claim(lane, LONG)).isEmpty();

        sessions().letGo(List.of(lane), "one");
        assertThat(sessions().claim(lane, LONG)).isPresent();
    }

    @Test
    void oneOfManyClaimsSucceeds() throws Exception {
        var lane = lane();
        var start = new CountDownLatch(1);
        var claims = new ArrayList<Future<Optional<Sessions.Claim>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 32; i++) {
                claims.add(threads.submit(() -> {
                    start.await();
                    return sessions().claim(lane, LONG);
                }));
            }
            start.countDown();
        }
        var got = 0;
        for (var claim : claims) {
            got += claim.get().isPresent() ? 1 : 0;
        }
        assertThat(got).isEqualTo(1);
    }

    private Optional<Conversation> seen(Lane lane) {
        var claim = sessions().claim(lane, LONG).orElseThrow();
        sessions().release(claim, Optional.empty());
        return claim.session();
    }
}
