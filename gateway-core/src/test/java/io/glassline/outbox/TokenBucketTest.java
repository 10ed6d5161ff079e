package io.glassline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    /// Each question is `milliseconds later: live, bulk`, and each answer what is given.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # rate | asked                                | given
              10   | 0:20,0                               | 10,0
              10   | 0:10,0 50:1,0 50:1,0                 | 10,0 0,0 1,0
              10   | 0:10,0 60000:20,0                    | 10,0 10,0
              10   | 0:0,20 0:0,20 100:0,20 0:20,0        | 0,5 0,0 0,1 5,0
              10   | 0:3,20                               | 3,2
              1    | 0:5,0 1000:0,1 1000:0,1              | 2,0 0,0 0,1
            """)
    void fillsAtItsRate(int rate, String asked, String given) {
        var bucket = new TokenBucket(rate, NOW);
        var now = NOW;
        var answers = new StringBuilder();
        for (var question : asked.split(" ")) {
            var numbers = question.split("[:,]");
            now = now.plus(Duration.ofMillis(Long.parseLong(numbers[0])));
            var grant = bucket.take(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]), now);
            answers.append(answers.isEmpty() ? "" : " ")
                    .append(grant.live())
                    .append(',')
                    .append(grant.bulk());
        }
        assertThat(answers.toString()).isEqualTo(given);
    }
}
