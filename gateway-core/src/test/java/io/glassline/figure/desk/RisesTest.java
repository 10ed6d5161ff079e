package io.glassline.figure.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glassline.figure.desk.Rises.Rise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is promised of rising topics, on 200 weeks of a simulated city of 40 topics: from some that two citizens a week
/// ask about to some that hundreds do, each with more chance in it than dice have.
class RisesTest {

    private static final int WEEKS = 200;
    private static final int TOPICS = 40;

    /// The square of the variation from week to week beside chance: 10 %.
    private static final double SPREAD = 0.01;

    @Test
    void whereNothingRisesHardlyAWeekTellsOfARise() {
        var weeksWithOne = 0;
        for (var seed = 0; seed < WEEKS; seed++) {
            weeksWithOne += Rises.of(city(new Random(seed), 0, 1, 1)).isEmpty() ? 0 : 1;
        }

        assertThat((double) weeksWithOne / WEEKS)
                .as("where nothing rises every discovery is false")
                .isLessThanOrEqualTo(Rises.FALSE_DISCOVERIES_MAX);
    }

    /// Four topics of forty rise, threefold.
    @Test
    void plantedRisesAreFoundAndFewOthersAreTold() {
        var falseShare = 0.0;
        var found = 0;
        for (var seed = 0; seed < WEEKS; seed++) {
            var rises = Rises.of(city(new Random(7_000 + seed), 4, 3, 1));
            var planted = rises.stream()
                    .filter(rise -> rise.topic().startsWith("planted"))
                    .count();
            found += (int) planted;
            falseShare += rises.isEmpty() ? 0 : (double) (rises.size() - planted) / rises.size();
        }

        assertThat(falseShare / WEEKS).isLessThanOrEqualTo(Rises.FALSE_DISCOVERIES_MAX);
        assertThat((double) found / (4 * WEEKS))
                .as("of the planted ones are found")
                .isGreaterThan(0.95);
    }

    /// A storm of twice as many questions about everything is no rise of each topic.
    @Test
    void aStormLiftsEverythingAndNoTopicRises() {
        var weeksWithOne = 0;
        for (var seed = 0; seed < WEEKS; seed++) {
            weeksWithOne += Rises.of(city(new Random(31_000 + seed), 0, 1, 2)).isEmpty() ? 0 : 1;
        }

        assertThat((double) weeksWithOne / WEEKS).isLessThanOrEqualTo(Rises.FALSE_DISCOVERIES_MAX);
    }

    @Test
    void whatIsSmallIsNotTold() {
        var weeks = new TreeMap<String, List<Long>>();
        weeks.put("new", List.of(4L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
        weeks.put("large", List.of(14_000L, 10_000L, 10_010L, 9_990L, 10_000L, 10_005L, 9_995L, 10_000L, 10_000L));
        assertThat(Rises.of(weeks)).isEmpty();

        weeks.put("new", List.of(9L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
        assertThat(Rises.of(weeks)).extracting(Rise::topic).containsExactly("new");
        assertThat(Rises.of(Map.of())).isEmpty();
    }

    /// By hand: with this mean and variance it is a geometric distribution of a half, and for the first
    /// of a quarter's and for the last the fourth success of two in three.
    @ParameterizedTest
    @CsvSource({"0, 3, 5, 1", "1, 1, 2, 0.5", "2, 1, 2, 0.25", "5, 1, 2, 0.03125", "4, 2, 3, 0.17330"})
    void theTailOfANegativeBinomial(long count, double mean, double variance, double chance) {
        assertThat(Rises.orMore(count, mean, variance)).isCloseTo(chance, within(1e-5));
    }

    @Test
    void withoutMoreNoiseItIsTheExactConditionalTest() {
        var x = 12L;
        var y = 40L; // 5 a week
        var exact = 0.0;
        for (var k = x; k <= x + y; k++) {
            exact += binomial(x + y, k, 1.0 / 9);
        }
        var weekly = (y + 1) / 8.0;

        assertThat(Rises.orMore(x, weekly, weekly * (1 + 1.0 / 8))).isCloseTo(exact, within(1e-12));
    }

    private static double binomial(long of, long k, double chance) {
        var log = 0.0;
        for (var i = 1; i <= k; i++) {
            log += Math.log(of - k + i) - Math.log(i);
        }
        return Math.exp(log + k * Math.log(chance) + (of - k) * Math.log(1 - chance));
    }

    /// @param planted so many topics of those in the middle have `factor` times as many in the last week
    /// @param storm by how much everything is more in the last week
    private static Map<String, List<Long>> city(Random random, int planted, double factor, double storm) {
        var weeks = new HashMap<String, List<Long>>();
        for (var topic = 0; topic < TOPICS; topic++) {
            var usual = 2 * Math.pow(1.15, topic); // 2 to 466 a week
            var isPlanted = topic >= 15 && topic < 15 + planted; // 16 to 25 a week
            var counts = new ArrayList<Long>();
            for (var week = 0; week <= Rises.WEEKS_BEFORE; week++) {
                var lifted = week == 0 ? usual * storm * (isPlanted ? factor : 1) : usual;
                counts.add(poisson(random, lifted * Math.max(0, 1 + Math.sqrt(SPREAD) * random.nextGaussian())));
            }
            weeks.put((isPlanted ? "planted-" : "topic-") + topic, counts);
        }
        return weeks;
    }

    private static long poisson(Random random, double mean) {
        var count = 0L;
        for (var at = -Math.log(1 - random.nextDouble()); at < mean; at -= Math.log(1 - random.nextDouble())) {
            count++;
        }
        return count;
    }
}
