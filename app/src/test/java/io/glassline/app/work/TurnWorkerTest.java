package io.glassline.app.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.Await;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.turn.ReadyLanes;
import io.glassline.turn.Turns.Ran;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnWorkerTest {

    private static final int CITIZENS = 100;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Lane> begun = new ConcurrentLinkedQueue<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicBoolean webhooksWait = new AtomicBoolean();
    private final ReadyLanes readyLanes = new ReadyLanes();
    private final TurnWorker worker = new TurnWorker(
            this::turn,
            (_, _, _) -> List.of(),
            readyLanes,
            InstantSource.system(),
            () -> {},
            threads,
            () -> false,
            webhooksWait::get);

    private Ran turn(Lane lane) {
        begun.add(lane);
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Ran.Done(1);
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        worker.close();
        threads.close();
    }

    @Test
    void allTurnsBeginAtOnceWhereNoWebhookWaits() {
        worker.start();

        citizens().forEach(worker::ready);

        Await.that("all have begun", () -> begun.size() == CITIZENS);
    }

    @Test
    void aLaneThatWaitsForMoreWordsIsRunAgainWhenTheTimeIsOver() {
        var waits = new ConcurrentLinkedQueue<Ran>(
                List.of(new Ran.Waits(0, InstantSource.system().instant().plusMillis(300)), new Ran.Done(1)));
        var ran = new ConcurrentLinkedQueue<Long>();
        try (var own = new TurnWorker(
                _ -> {
                    ran.add(System.nanoTime());
                    return waits.remove();
                },
                (_, _, _) -> List.of(),
                new ReadyLanes(),
                InstantSource.system(),
                () -> {},
                threads,
                () -> false,
                () -> false)) {
            own.start();
            own.ready(citizens(1).getFirst());

            Await.that("it ran twice", () -> ran.size() == 2);
            assertThat(ran.remove() + TimeUnit.MILLISECONDS.toNanos(290)).isLessThan(ran.remove());
        }
    }

    @Test
    void lanesThatWereReadyBeforeTheStartBeginAfterIt() {
        var lanes = citizens();
        lanes.subList(0, CITIZENS / 2).forEach(readyLanes::add);

        worker.start();
        lanes.subList(CITIZENS / 2, CITIZENS).forEach(readyLanes::add);

        Await.that("all have begun", () -> begun.size() == CITIZENS);
    }

    @Test
    void noMoreBeginThanMayRunAtOnceAndTheOthersFollow() throws Exception {
        var all = TurnWorker.AT_ONCE_MAX + CITIZENS;
        worker.start();

        citizens(all).forEach(worker::ready);

        Await.that("as many as may", () -> begun.size() == TurnWorker.AT_ONCE_MAX);
        Thread.sleep(300); // three looks at what is held back
        assertThat(begun).hasSize(TurnWorker.AT_ONCE_MAX);

        mayEnd.countDown();
        Await.that("all have begun", () -> begun.size() == all);
    }

    @Test
    void whileWebhooksWaitAFewTurnsGoOnAndTheOthersFollow() throws Exception {
        webhooksWait.set(true);
        worker.start();
        citizens().forEach(worker::ready);

        Await.that("a few have begun", () -> begun.size() == TurnWorker.AT_ONCE_WHILE_WEBHOOKS_WAIT);
        Thread.sleep(300); // three looks at what is held back
        assertThat(begun)
                .containsExactlyInAnyOrderElementsOf(citizens().subList(0, TurnWorker.AT_ONCE_WHILE_WEBHOOKS_WAIT));

        webhooksWait.set(false);
        Await.that("all have begun", () -> begun.size() == CITIZENS);
    }

    @Test
    void whatIsHeldBackComesToItsTurnThoughWebhooksGoOnWaiting() {
        webhooksWait.set(true);
        mayEnd.countDown();
        worker.start();

        citizens().forEach(worker::ready);

        Await.that("all have begun", () -> begun.size() == CITIZENS);
    }

    @Test
    void whoHoldsTheLineIsNotHeldBack() throws Exception {
        webhooksWait.set(true);
        mayEnd.countDown();
        citizens().forEach(worker::ready); // not started: nothing that is held back goes on by itself
        var caller = citizens().getLast();

        worker.run(caller).get(10, TimeUnit.SECONDS);

        assertThat(begun).contains(caller).allMatch(caller::equals);
    }

    @Test
    void whoHoldsTheLineComesBeforeThoseThatAreHeldBack() throws Exception {
        var caller = new Lane("voice", new Address(new ChannelKind("voice"), "+15559999999"));
        worker.start();
        citizens(TurnWorker.AT_ONCE_MAX + CITIZENS).forEach(worker::ready);
        Await.that("as many as may", () -> begun.size() == TurnWorker.AT_ONCE_MAX);

        var called = worker.run(caller);
        Thread.sleep(100); // the call waits for room
        mayEnd.countDown();

        called.get(10, TimeUnit.SECONDS);
        assertThat(List.copyOf(begun).indexOf(caller)).isEqualTo(TurnWorker.AT_ONCE_MAX);
    }

    private static List<Lane> citizens() {
        return citizens(CITIZENS);
    }

    private static List<Lane> citizens(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Lane("voice", new Address(new ChannelKind("voice"), "+1555%07d".formatted(n))))
                .toList();
    }
}
