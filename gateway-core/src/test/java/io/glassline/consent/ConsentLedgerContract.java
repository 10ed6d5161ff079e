package io.glassline.consent;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditEntry;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What every [ConsentLedger] promises.
public abstract class ConsentLedgerContract {

    /// The ledger under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void isImpliedUntilSomethingIsSaid() {
        assertThat(ports().ledger().standing(lane())).isEqualTo(Standing.IMPLIED);
    }

    @Test
    void theLastLineCounts() {
        var lane = lane();
        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_OUT));
        assertThat(ports().ledger().standing(lane)).isEqualTo(Standing.OPTED_OUT);

        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_IN));
        assertThat(ports().ledger().standing(lane)).isEqualTo(Standing.OPTED_IN);
    }

    @Test
    void leavingOneProgrammeLeavesTheOthers() {
        var lane = lane();
        ports().ledger().write(line(lane, "storm-warnings", Standing.OPTED_OUT));

        assertThat(ports().ledger().standing(lane)).isEqualTo(Standing.IMPLIED);
    }

    @Test
    void oneLaneIsNotAnother() {
        ports().ledger().write(line(lane(), ConsentChange.ALL, Standing.OPTED_OUT));

        assertThat(ports().ledger().standing(lane())).isEqualTo(Standing.IMPLIED);
    }

    @Test
    void writesAndEntersOnlyWhatIsNews() throws Exception {
        var lane = lane();
        var before = entered();
        ports().ledger().write(line(lane, ConsentChange.ALL, Standing.IMPLIED));
        assertThat(entered()).isEqualTo(before);

        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.submit(() -> {
                    start.await();
                    ports().ledger().write(line(lane, ConsentChange.ALL, Standing.OPTED_OUT));
                    return true;
                });
            }
            start.countDown();
        }

        assertThat(entered()).isEqualTo(before + 1);
    }

    private long entered() {
        return ports().entries().get().stream()
                .map(AuditEntry::kind)
                .filter("consent.changed"::equals)
                .count();
    }

    private static ConsentChange line(Lane lane, String programme, Standing standing) {
        return new ConsentChange(lane, programme, standing, "keyword", "STOP", NOW);
    }
}
