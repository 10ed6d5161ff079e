package io.glassline.storage.spool;

import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SpooledLanesTest {

    private final Lane one = lane();
    private final Lane two = lane();
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Test
    void tellsWhatIsSpooledThenWhatIsDrainedThenThatTurnsMayBegin() throws Exception {
        try (var lanes = new SpooledLanes(listener(), lane -> told.add("ready " + name(lane)))) {
            lanes.add(List.of(one, one));
            assertThat(told.take()).isEqualTo("spooled one");
            lanes.add(List.of(one, two));
            assertThat(told.take()).isEqualTo("spooled two");

            lanes.remove(List.of(one, two, one));
            assertThat(told.take()).isEqualTo("drained two");
            assertThat(told.take()).isEqualTo("ready two");
            lanes.remove(List.of(one));
            assertThat(told.take()).isEqualTo("drained one");
            assertThat(told.take()).isEqualTo("ready one");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverAsksIsToldWhenTheListenerKnows() throws Exception {
        try (var lanes = new SpooledLanes(listener(), _ -> {})) {
            lanes.add(List.of(one));
            lanes.whenTold(() -> told.add("acknowledged"));
            assertThat(told.take()).isEqualTo("spooled one");
            assertThat(told.take()).isEqualTo("acknowledged");
        }
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromTheirTurn() throws Exception {
        SpoolListener failing = new SpoolListener() {
            @Override
            public void spooled(Collection<Lane> lanes) {
                throw new IllegalStateException("away");
            }

            @Override
            public void drained(Collection<Lane> lanes) {
                throw new IllegalStateException("away");
            }
        };
        try (var lanes = new SpooledLanes(failing, lane -> told.add("ready " + name(lane)))) {
            lanes.add(List.of(one));
            lanes.remove(List.of(one));
            assertThat(told.take()).isEqualTo("ready one");
            lanes.add(List.of(two));
            lanes.remove(List.of(two));
            assertThat(told.take()).isEqualTo("ready two");
        }
    }

    /// While the listener hangs, counting goes on; what it is told then is how things stand.
    @Test
    void nobodyWaitsForTheListener() throws Exception {
        var goOn = new CountDownLatch(1);
        SpoolListener slow = new SpoolListener() {
            @Override
            public void spooled(Collection<Lane> lanes) {
                told.addAll(named("spooled", lanes));
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void drained(Collection<Lane> lanes) {
                told.addAll(named("drained", lanes));
            }
        };
        try (var lanes = new SpooledLanes(slow, lane -> told.add("ready " + name(lane)))) {
            lanes.add(List.of(one));
            assertThat(told.take()).isEqualTo("spooled one");
            for (var n = 0; n < 1_000; n++) {
                lanes.add(List.of(one, two));
            }
            for (var n = 0; n < 1_000; n++) {
                lanes.remove(List.of(two, one));
            }
            lanes.add(List.of(two));
            lanes.takeBack(List.of(two));
            goOn.countDown();
            assertThat(told.take()).isEqualTo("drained two");
            assertThat(told.take()).isEqualTo("ready two");
            assertThat(told).as("one message of this lane is left").isEmpty();
        }
    }

    private SpoolListener listener() {
        return new SpoolListener() {
            @Override
            public void spooled(Collection<Lane> lanes) {
                told.addAll(named("spooled", lanes));
            }

            @Override
            public void drained(Collection<Lane> lanes) {
                told.addAll(named("drained", lanes));
            }
        };
    }

    private List<String> named(String what, Collection<Lane> lanes) {
        var named = new ArrayList<String>();
        lanes.forEach(lane -> named.add(what + " " + name(lane)));
        return named;
    }

    private String name(Lane lane) {
        return lane.equals(one) ? "one" : "two";
    }
}
