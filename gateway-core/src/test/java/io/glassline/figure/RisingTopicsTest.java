package io.glassline.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glassline.figure.RisingTopics.Rise;
import io.glassline.figure.RisingTopics.Weeks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RisingTopicsTest {

    private static final int WEEKS = 200;
    private static final int TOPICS = 40;
    private static final int RISING = 4;

    /// P(Binomial(n, p) >= k), by hand and from tables.
    @ParameterizedTest
    @CsvSource({"0.5, 1, 1, 0.5", "0.5, 2, 1, 0.25", "0.5, 3, 8, 0.9453125", "0.25, 1, 4, 0.68359375", "0.1, 2, 9, 0.2639010709"})
    void theIncompleteBetaFunction(double p, double k, double rest, double chance) {
        assertThat(RisingTopics.incompleteBeta(p, k, rest)).isCloseTo(chance, within(1e-10));
    }

    @Test
    void twiceAsManyOfFewIsNoRise() {
        assertThat(RisingTopics.of(List.of(new Weeks("parks", 4, List.of(2, 1, 3, 2, 2, 2, 1, 3))))).isEmpty();
    }

    @Test
    void threeTimesAsManyIsOne() {
        assertThat(RisingTopics.of(List.of(new Weeks("water", 60, List.of(20, 18, 23, 19, 22, 20, 21, 17)))))
                .extracting(Rise::topic)
                .containsExactly("water");
    }

    /// 200 weeks of a city whose counts vary half again as much as chance alone; in each, four topics of forty rise to
    /// three times.
    @Test
    void fewOfThoseNamedHaveNotRisenAndThoseThatRoseAreNamed() {
        var random = new Random(20_261_128);
        var falseShares = 0.0;
        var found = 0;
        for (var week = 0; week < WEEKS; week++) {
            var topics = new ArrayList<Weeks>();
            var rising = new HashSet<String>();
            for (var n = 0; n < TOPICS; n++) {
                var mean = 10 + random.nextInt(60);
                var name = "topic-" + n;
                if (n < RISING) {
                    rising.add(name);
                }
                var before = IntStream.range(0, RisingTopics.WEEKS_BEFORE)
                        .mapToObj(_ -> drawn(random, mean))
                        .toList();
                topics.add(new Weeks(name, drawn(random, n < RISING ? 3 * mean : mean), before));
            }
            var named = RisingTopics.of(topics).stream().map(Rise::topic).toList();
            var truly = (int) named.stream().filter(rising::contains).count();
            found += truly;
            falseShares += named.isEmpty() ? 0 : (double) (named.size() - truly) / named.size();
        }
        var falseShare = falseShares / WEEKS;
        var power = (double) found / (WEEKS * RISING);
        System.out.printf("rising topics: false discovery rate %.4f, found %.4f%n", falseShare, power);

        assertThat(falseShare).isLessThan(RisingTopics.FALSE_SHARE_MAX);
        assertThat(power).isGreaterThan(0.95);
    }

    /// Poisson, whose mean varies from week to week so that the variance is one and a half times the mean.
    private static int drawn(Random random, double mean) {
        var varied = Math.max(0.1, mean + random.nextGaussian() * Math.sqrt(0.5 * mean));
        var limit = Math.exp(-varied);
        var product = random.nextDouble();
        var count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
