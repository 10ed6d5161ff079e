package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Two nodes over one database, each with its own connections, sending what is on many lanes, while one or the
/// other is now and then killed with messages in hand.
class TwoNodesTest {

    private static final int LANES = 40;
    private static final int MESSAGES_PER_LANE = 5;
    private static final double KILLED = 0.1;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Set<String> ACCOUNTS = Set.of("city-sms");

    /// A clock that runs a minute for each claim that found nothing, so that abandoned leases run out; but not while
    /// a message is being delivered.
    private final AtomicLong minutes = new AtomicLong();

    private static final int UNDER_WAY_MAX = 100;
    private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);

    private final Map<Lane, List<String>> provider = new ConcurrentHashMap<>();

    @Test
    void everyMessageIsHandedOverOnceAndInOrder() throws Exception {
        var nodes = TestServers.newDatabase(2);
        var expected = fill(nodes.getFirst());
        try (var one = new PgOutbox(nodes.getFirst(), AUDIT);
                var two = new PgOutbox(nodes.getLast(), AUDIT);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> node(one, 1));
            var second = threads.submit(() -> node(two, 2));
            assertThat(first.get()).isPositive();
            assertThat(second.get()).isPositive();
            while (node(one, 3) > 0) {}

            assertThat(provider).isEqualTo(expected);
            assertThat(one.depths(now())).isEmpty();
            assertThat(one.aside()).isEqualTo(new PgOutbox.Aside(0, 0));
        } finally {
            nodes.forEach(Database::close);
        }
    }

    private static Map<Lane, List<String>> fill(Database database) {
        var store = new PgConversationStore(database);
        var expected = new HashMap<Lane, List<String>>();
        for (var n = 0; n < LANES; n++) {
            var lane = lane("city-sms");
            var conversation = conversation(lane);
            var texts = new ArrayList<String>();
            for (var i = 0; i < MESSAGES_PER_LANE; i++) {
                var change = said(conversation, "message " + i, 1);
                assertThat(store.commit(change)).isTrue();
                conversation = change.after();
                texts.add("message " + i + " 0");
            }
            expected.put(lane, texts);
        }
        return expected;
    }

    /// Sends until twenty claims in a row have found nothing.
    ///
    /// @return how many messages it claimed.
    private int node(PgOutbox outbox, int seed) throws InterruptedException {
        var chance = new Random(seed);
        var claimed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var inVain = 0; inVain < 20; ) {
                var due = outbox.claim(ACCOUNTS, now(), LEASE, 10);
                claimed += due.size();
                inVain = due.isEmpty() ? inVain + 1 : 0;
                if (due.isEmpty()) {
                    underWay.acquire(UNDER_WAY_MAX);
                    minutes.incrementAndGet();
                    underWay.release(UNDER_WAY_MAX);
                }
                for (var one : due) {
                    var killedAt = chance.nextDouble() < KILLED ? chance.nextInt(4) : 4;
                    underWay.acquire();
                    threads.execute(() -> {
                        try {
                            deliver(outbox, one, killedAt);
                        } finally {
                            underWay.release();
                        }
                    });
                }
            }
        }
        return claimed;
    }

    /// What a node does with a message, up to where it is killed. The provider can be asked what it has.
    private void deliver(PgOutbox outbox, Due due, int killedAt) {
        var lane = due.send().lane();
        var part = due.parts().getFirst();
        var text = part.part().text();
        var id = "SM " + due.send().message().id();
        if (killedAt == 0) {
            return;
        }
        var has = provider.getOrDefault(lane, List.of()).contains(text);
        if (part.handedOverAt().isEmpty() || !has) {
            try {
                outbox.handingOver(due, 0, now());
            } catch (IllegalStateException e) {
                return; // its lease ran out, as the clock runs fast
            }
            if (killedAt == 1) {
                return;
            }
            provider.computeIfAbsent(lane, _ -> new ArrayList<>()).add(text);
        }
        if (killedAt == 2) {
            return;
        }
        outbox.report(
                "city-sms",
                new DeliveryReported(Optional.of(id), Optional.empty(), Delivery.DELIVERED, Optional.empty(), now()),
                now());
        var accepted = new Step(Delivery.ACCEPTED, Optional.of(id), Optional.empty(), "accepted");
        if (killedAt == 3) {
            outbox.move(due, 0, accepted, now());
        } else {
            outbox.moveAndRelease(due, 0, accepted, Optional.empty(), "sent", now());
        }
    }

    private Instant now() {
        return NOW.plus(Duration.ofMinutes(minutes.get()));
    }
}
