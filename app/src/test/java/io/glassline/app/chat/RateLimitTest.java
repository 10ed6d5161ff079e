package io.glassline.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final RateLimit limit = new RateLimit(3, Duration.ofSeconds(10));

    @Test
    void someAtOnceAndThenOneByOne() {
        for (var n = 0; n < 3; n++) {
            assertThat(limit.take("ana", NOW)).isEqualTo(NOT_AT_ALL);
        }
        assertThat(limit.take("ana", NOW)).isEqualTo(Duration.ofSeconds(10));
        assertThat(limit.take("ana", NOW.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
        assertThat(limit.take("ana", NOW.plusSeconds(10))).isEqualTo(NOT_AT_ALL);
        assertThat(limit.take("ana", NOW.plusSeconds(10))).isEqualTo(Duration.ofSeconds(10));
        assertThat(limit.taken("ana", NOW.plusSeconds(10))).isEqualTo(3);
    }

    @Test
    void whoTakesInVainWaitsNoLongerForIt() {
        for (var n = 0; n < 30; n++) {
            limit.take("ana", NOW);
        }
        assertThat(limit.take("ana", NOW.plusSeconds(10))).isEqualTo(NOT_AT_ALL);
    }

    @Test
    void oneCallerTakesNothingFromAnother() {
        for (var n = 0; n < 9; n++) {
            limit.take("ana", NOW);
        }
        assertThat(limit.take("ben", NOW)).isEqualTo(NOT_AT_ALL);
    }

    @Test
    void itRemembersNoMoreThanItHasRoomFor() {
        for (var n = 0; n < 4; n++) {
            limit.take("ana", NOW);
        }
        for (var n = 0; n < RateLimit.CALLERS_MAX; n++) {
            limit.take("caller " + n, NOW);
        }
        assertThat(limit.taken("ana", NOW)).isZero();
    }
}
