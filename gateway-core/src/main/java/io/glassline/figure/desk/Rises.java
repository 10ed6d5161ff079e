package io.glassline.figure.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Which topics rise: more conversations in the last seven days than the weeks before explain.
///
/// The rule, for each topic with `x` conversations in the last week and `y` in the [#WEEKS_BEFORE] weeks before:
///
/// - **Expected** is `y` by the week. Where all other topics together grew, a storm lifts everything, and expected is
///   lifted as much.
/// - **Noise** is as for counts (Poisson), or wider: by how much the topic's own weeks differ, or by how much the weeks
/// of
///   all topics differ on the whole, whichever is more. So wide a negative binomial says how likely `x` or more is
/// where
///   nothing changed; without more noise than Poisson's that is the exact conditional test.
/// - **Large enough** is only a topic with at least [#CONVERSATIONS_MIN] conversations and [#RATIO_MIN] times what is
///   expected; what is not counts as explained.
/// - **Of all topics at once** those are told that Benjamini and Hochberg's procedure (1995) finds at
///   [#FALSE_DISCOVERIES_MAX]: on average no more than this share of the topics that are told have not risen.
///
/// Pure.
public final class Rises {

    public static final int WEEKS_BEFORE = 8;

    /// The share of what is told that may be chance.
    public static final double FALSE_DISCOVERIES_MAX = 0.05;

    public static final int CONVERSATIONS_MIN = 5;

    public static final double RATIO_MIN = 1.5;

    /// Beyond so small a part of the largest one the summands of a tail no longer count.
    private static final double NEGLIGIBLE = 1e-16;

    private Rises() {}

    /// @param expected conversations in a week
    /// @param chance how likely so many or more are where nothing changed
    public record Rise(String topic, long conversations, double expected, double chance) {

        public double ratio() {
            return conversations / expected;
        }
    }

    /// @param weeks of each topic how many conversations each week had, the last week first; [#WEEKS_BEFORE] and one
    /// @return the surest first
    public static List<Rise> of(Map<String, List<Long>> weeks) {
        var spread = spread(weeks.values());
        var lasts = weeks.values().stream().mapToLong(List::getFirst).sum();
        var befores = weeks.values().stream().mapToLong(Rises::before).sum();
        var tested = new ArrayList<Rise>();
        weeks.forEach((topic, counts) -> {
            var grown = growth(lasts - counts.getFirst(), befores - before(counts));
            tested.add(tested(topic, counts, spread, grown));
        });
        tested.sort(Comparator.comparingDouble(Rise::chance).thenComparing(Rise::topic));
        return told(tested);
    }

    private static List<Rise> told(List<Rise> surestFirst) {
        var told = 0;
        for (var i = 0; i < surestFirst.size(); i++) {
            if (surestFirst.get(i).chance <= FALSE_DISCOVERIES_MAX * (i + 1) / surestFirst.size()) {
                told = i + 1;
            }
        }
        return List.copyOf(surestFirst.subList(0, told));
    }

    private static Rise tested(String topic, List<Long> counts, double spread, double grown) {
        var last = counts.getFirst();
        var before = before(counts);
        var expected = Math.max(before, 1) * grown / WEEKS_BEFORE;
        if (last < CONVERSATIONS_MIN || last < RATIO_MIN * expected) {
            return new Rise(topic, last, expected, 1);
        }
        var weekly = (before + 1) * grown / WEEKS_BEFORE;
        var noise = Math.max(1, Math.max(noise(counts), 1 + spread * before / WEEKS_BEFORE));
        var variance = noise * weekly * (1 + grown / WEEKS_BEFORE);
        return new Rise(topic, last, expected, orMore(last, weekly, variance));
    }

    private static long before(List<Long> counts) {
        return counts.stream().skip(1).mapToLong(Long::longValue).sum();
    }

    /// How much more all other topics are than before; 1 where they are not.
    private static double growth(long last, long before) {
        return before == 0 ? 1 : Math.max(1, (double) last * WEEKS_BEFORE / before);
    }

    /// The variance of a topic's weeks as a multiple of Poisson's.
    private static double noise(List<Long> counts) {
        var mean = (double) before(counts) / WEEKS_BEFORE;
        return mean == 0 ? 1 : squares(counts, mean) / (WEEKS_BEFORE - 1) / mean;
    }

    /// By how much the variance of all topics' weeks grows with the square of their means, beyond Poisson's.
    private static double spread(Iterable<List<Long>> topics) {
        var beyond = 0.0;
        var ofSquares = 0.0;
        for (var counts : topics) {
            var mean = (double) before(counts) / WEEKS_BEFORE;
            beyond += squares(counts, mean) / (WEEKS_BEFORE - 1) - mean;
            ofSquares += mean * mean;
        }
        return ofSquares == 0 ? 0 : Math.max(0, beyond / ofSquares);
    }

    private static double squares(List<Long> counts, double mean) {
        return counts.stream()
                .skip(1)
                .mapToDouble(count -> (count - mean) * (count - mean))
                .sum();
    }

    /// How likely `count` or more is under a negative binomial with this mean and variance, which is more than the
    /// mean.
    static double orMore(long count, double mean, double variance) {
        var size = mean * mean / (variance - mean);
        var step = mean / (size + mean);
        var logOfFirst = logGamma(size + count)
                - logGamma(size)
                - logGamma(count + 1)
                + size * Math.log(size / (size + mean))
                + count * Math.log(step);
        var sum = 0.0;
        var summand = 1.0;
        var largest = 1.0;
        for (var k = count; summand > NEGLIGIBLE * largest; k++) {
            sum += summand;
            summand *= (k + size) / (k + 1) * step;
            largest = Math.max(largest, summand);
        }
        return Math.min(1, Math.exp(logOfFirst) * sum);
    }

    /// Stirling's series, from 10 on, where it is right to 12 digits.
    private static double logGamma(double x) {
        var shifted = 0.0;
        var z = x;
        while (z < 10) {
            shifted += Math.log(z);
            z++;
        }
        var square = z * z;
        return (z - 0.5) * Math.log(z)
                - z
                + 0.5 * Math.log(2 * Math.PI)
                + (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / z
                - shifted;
    }
}
