package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.activity.CallCount;
import io.glassline.activity.CallOutcome;
import io.glassline.storage.TestServers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the nodes of a city count of their providers' calls, added up.
class PgCallLogTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:10:00Z");

    private Database database;
    private PgCallLog log;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        log = new PgCallLog(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTwoNodesCountedIsOneFigure() {
        log.add(List.of(count("city-sms", CallOutcome.ACCEPTED, "", 3, NOW, null)));
        log.add(List.of(count("city-sms", CallOutcome.ACCEPTED, "", 4, NOW.minusSeconds(5), null)));

        assertThat(log.since(NOW)).containsExactly(count("city-sms", CallOutcome.ACCEPTED, "", 7, NOW, null));
    }

    @Test
    void aHintStaysUntilAnotherIsFoundOut() {
        log.add(List.of(count("city-sms", CallOutcome.NOT_AUTHENTIC, "signature wrong", 1, NOW, "mend the address")));
        log.add(List.of(count("city-sms", CallOutcome.NOT_AUTHENTIC, "signature wrong", 1, NOW, null)));
        assertThat(log.since(NOW).getFirst().hint()).contains("mend the address");

        log.add(List.of(count("city-sms", CallOutcome.NOT_AUTHENTIC, "signature wrong", 0, NOW, "mend the secret")));
        assertThat(log.since(NOW).getFirst().hint()).contains("mend the secret");
        assertThat(log.since(NOW).getFirst().calls()).isEqualTo(2);
    }

    @Test
    void hoursAccountsOutcomesAndReasonsAreKeptApartAndAWeekIsEnough() {
        var weekAgo = NOW.minus(PgCallLog.KEPT).minus(2, ChronoUnit.HOURS);
        log.add(List.of(count("city-sms", CallOutcome.ACCEPTED, "", 1, weekAgo, null)));
        log.add(List.of(
                count("city-sms", CallOutcome.NOT_AUTHENTIC, "signature wrong", 1, NOW, null),
                count("city-sms", CallOutcome.NOT_AUTHENTIC, "signature missing", 1, NOW, null),
                count("city-ivr", CallOutcome.ACCEPTED, "", 1, NOW, null),
                count("city-ivr", CallOutcome.ACCEPTED, "", 1, NOW.minus(1, ChronoUnit.HOURS), null)));

        assertThat(log.since(weekAgo))
                .extracting(count -> count.accountId() + " " + count.hour() + " " + count.because())
                .containsExactly(
                        "city-ivr 2026-11-28T12:00:00Z ",
                        "city-sms 2026-11-28T12:00:00Z signature missing",
                        "city-sms 2026-11-28T12:00:00Z signature wrong",
                        "city-ivr 2026-11-28T11:00:00Z ");
        assertThat(log.since(NOW)).hasSize(3);
    }

    private static CallCount count(
            String account, CallOutcome outcome, String because, long calls, Instant at, String hint) {
        return new CallCount(
                account, at.truncatedTo(ChronoUnit.HOURS), outcome, because, calls, at, Optional.ofNullable(hint));
    }
}
