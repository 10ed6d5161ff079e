package io.glassline.bench.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.loss.Options.Fault;
import io.glassline.bench.loss.Options.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promises P1, P2 and P3 over two nodes, a kill, PostgreSQL away and a token that expires: the short form of
/// `./glassline bench loss`. What it found stands beside the logs in the folder that a failure names.
class LossTest {

    private static final long SEED = 20_261_124;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrDoubledOrOutOfOrderThoughANodeIsKilledPostgresIsAwayAndATokenExpires() throws Exception {
        var options = new Options(
                SEED,
                Scenario.SEEDED,
                200,
                6,
                300,
                2,
                false,
                EnumSet.of(Fault.KILL, Fault.POSTGRES, Fault.TOKEN, Fault.RULES),
                Duration.ofSeconds(6),
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                List.of(),
                folder.resolve("run"));

        var outcome = new LossRun(options, System.out::println).run();

        // Telegram cannot be asked what became of a send that a kill broke off: people are.
        assertThat(LossRun.told(outcome)).allSatisfy(line -> assertThat(line).startsWith("left to people"));
        assertThat(outcome.isQuiet()).as("everything was finished").isTrue();
        assertThat(outcome.accepted()).isEqualTo(outcome.offered());
        assertThat(outcome.kills()).isPositive();
    }
}
