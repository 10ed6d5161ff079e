package io.glassline.intake;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [InboundLog] promises.
public abstract class InboundLogContract {

    /// The log under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void keepsAMessageAndItsEntry() {
        var lane = lane();
        var arrival = arrival(inbound(lane, "1", "hello"));

        assertThat(ports().inbound().accept(arrival).join()).isEqualTo(1);

        assertThat(ports().store().unfinished(lane, 9)).containsExactly(inbound(lane, "1", "hello"));
        assertThat(entriesOf(lane, "1"))
                .containsExactly(arrival.messages().getFirst().entry());
        assertThat(entriesOf(lane, "1").getFirst().opening()).isPresent();
    }

    @Test
    void aSignalIsKeptAndAsksForNoTurn() {
        var lane = lane();
        var thumb = inbound(
                lane, "2", new Signal.Reaction(Optional.of(new Signal.About.ById("1")), "👍"), Optional.empty(), NOW);
        var arrival = arrival(inbound(lane, "1", "hello"), thumb);

        assertThat(ports().inbound().accept(arrival).join()).isEqualTo(2);
        assertThat(ports().inbound().accept(arrival).join()).isZero();

        assertThat(ports().store().unfinished(lane, 9))
                .extracting(Inbound::providerId)
                .containsExactly("1");
        assertThat(entriesOf(lane, "2")).extracting(AuditEntry::kind).containsExactly("signal.received");
    }

    /// The time is part of what the message's entry is committed to, so it may not be rounded.
    @Test
    void keepsTheTimeItWasSentToTheNanosecond() {
        var lane = lane();
        for (var nanos : new int[] {0, 1, 999, 1_000, 123_456_789, 999_999_999}) {
            var sent = inbound(lane, "at " + nanos, new Content.Text("hello"), Optional.empty(), NOW.plusNanos(nanos));
            ports().inbound().accept(arrival(sent)).join();
            assertThat(ports().store().unfinished(lane, 99).getLast().sentAt()).isEqualTo(sent.sentAt());
        }
    }

    @Test
    void leavesAMessageAsItWasWhenItComesAgain() {
        var lane = lane();
        var first = arrival(inbound(lane, "1", "hello"));
        ports().inbound().accept(first).join();

        assertThat(ports().inbound()
                        .accept(arrival(inbound(lane, "1", "changed")))
                        .join())
                .isZero();

        assertThat(ports().store().unfinished(lane, 9)).containsExactly(inbound(lane, "1", "hello"));
        assertThat(entriesOf(lane, "1"))
                .containsExactly(first.messages().getFirst().entry());
    }

    @Test
    void takesAMessageOnceThoughOneCallHoldsItTwice() {
        var lane = lane();
        var twice = arrival(inbound(lane, "1", "hello"), inbound(lane, "2", "and"), inbound(lane, "1", "hello"));

        assertThat(ports().inbound().accept(twice).join()).isEqualTo(2);

        assertThat(ports().store().unfinished(lane, 9))
                .extracting(Inbound::providerId)
                .containsExactly("1", "2");
        assertThat(entriesOf(lane, "1")).hasSize(1);
    }

    @Test
    void takesWhatIsNewInACallThatIsPartlyKnown() {
        var lane = lane();
        ports().inbound().accept(arrival(inbound(lane, "1", "hello"))).join();

        var both = arrival(inbound(lane, "1", "hello"), inbound(lane, "2", "and"));

        assertThat(ports().inbound().accept(both).join()).isEqualTo(1);
        assertThat(ports().store().unfinished(lane, 9)).hasSize(2);
    }

    /// As some providers send it: what several citizens wrote meanwhile, in one call.
    @Test
    void takesOneCallWithMessagesOfManyLanes() {
        var lanes = Stream.generate(() -> lane()).limit(20).toList();
        var first =
                arrival(lanes.stream().map(lane -> inbound(lane, "1", "hello")).toArray(Inbound[]::new));
        var both = arrival(lanes.stream()
                .flatMap(lane -> Stream.of(inbound(lane, "1", "hello"), inbound(lane, "2", "and")))
                .toArray(Inbound[]::new));

        assertThat(ports().inbound().accept(first).join()).isEqualTo(20);
        assertThat(ports().inbound().accept(both).join()).isEqualTo(20);

        for (var lane : lanes) {
            assertThat(ports().store().unfinished(lane, 9))
                    .extracting(Inbound::providerId)
                    .containsExactly("1", "2");
        }
    }

    @Test
    void oneAccountsIdIsNotAnothers() {
        var lane = lane();
        var other = new Lane("other-" + lane.accountId(), lane.citizen());

        assertThat(ports().inbound()
                        .accept(arrival(inbound(lane, "1", "hello")))
                        .join())
                .isEqualTo(1);
        assertThat(ports().inbound()
                        .accept(arrival(inbound(other, "1", "hello")))
                        .join())
                .isEqualTo(1);
    }

    /// 2,000 deliveries from 64 threads, of which about a third are repeats: each message is kept once, counted
    /// once and entered once, and each lane's messages stand in the order in which they were given.
    @Test
    void keepsTheOrderOfEachLaneUnderLoadAndEveryMessageOnce() throws Exception {
        var lanes = new ArrayList<Lane>();
        for (var i = 0; i < 64; i++) {
            lanes.add(lane());
        }
        var expected = new HashMap<Lane, List<String>>();
        var fresh = new java.util.concurrent.atomic.AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var lane : lanes) {
                var deliveries = deliveries(lanes.indexOf(lane));
                expected.put(lane, deliveries.stream().distinct().toList());
                threads.submit(() -> deliveries.stream()
                        .map(id -> ports().inbound().accept(arrival(inbound(lane, id, "message " + id))))
                        .toList()
                        .forEach(stored -> fresh.addAndGet(stored.join())));
            }
        }

        var distinct = 0;
        for (var lane : lanes) {
            assertThat(ports().store().unfinished(lane, 100))
                    .extracting(Inbound::providerId)
                    .containsExactlyElementsOf(expected.get(lane));
            distinct += expected.get(lane).size();
        }
        assertThat(fresh.get()).isEqualTo(distinct);
        assertThat(distinct).isBetween(1_000, 1_700);
        var ids = new HashSet<Message.Id>();
        var ours = expected.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .map(id -> Message.Id.received(e.getKey().accountId(), id)))
                .toList();
        for (var entry : ports().entries().get()) {
            entry.message()
                    .filter(ours::contains)
                    .ifPresent(id -> assertThat(ids.add(id)).isTrue());
        }
        assertThat(ids).hasSize(distinct);
    }

    /// 31 or 32 deliveries, about 30 % of them repeats of an earlier one.
    private static List<String> deliveries(int seed) {
        var chance = new Random(seed);
        var deliveries = new ArrayList<String>();
        for (var i = 0; i < (seed % 4 == 0 ? 32 : 31); i++) {
            var repeats = i > 0 && chance.nextDouble() < 0.3;
            deliveries.add(repeats ? deliveries.get(chance.nextInt(i)) : "m" + i);
        }
        return deliveries;
    }

    private List<AuditEntry> entriesOf(Lane lane, String providerId) {
        var id = Optional.of(Message.Id.received(lane.accountId(), providerId));
        return ports().entries().get().stream()
                .filter(entry -> entry.message().equals(id))
                .toList();
    }
}
