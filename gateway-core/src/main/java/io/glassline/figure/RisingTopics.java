package io.glassline.figure;

import java.util.Comparator;
import java.util.List;

/// Which topics are asked about more this week than in the weeks before, without crying wolf: of those that are named, at
/// most [#FALSE_SHARE_MAX] on average have not risen (Benjamini and Hochberg 1995). Pure.
///
/// A topic's week is tested against its own weeks before, given the sum of both: were its rate the same, this week would
/// have a binomial share of it. Counts of a city vary more than chance alone would have it; by how much is estimated over
/// all topics, and they count as so many times fewer.
public final class RisingTopics {

    /// Weeks that this one is compared with.
    public static final int WEEKS_BEFORE = 8;

    public static final double FALSE_SHARE_MAX = 0.10;

    /// A rise is at least so many times what was usual, and so many conversations.
    public static final double RATIO_MIN = 1.5;

    public static final int CONVERSATIONS_MIN = 5;

    private static final int TERMS_MAX = 500;
    private static final double PRECISION = 1e-14;
    private static final double TINY = 1e-300;

    private RisingTopics() {}

    /// Conversations about a topic.
    ///
    /// @param before those of each of the [#WEEKS_BEFORE] weeks
    public record Weeks(String topic, int now, List<Integer> before) {

        public Weeks {
            before = List.copyOf(before);
            if (before.size() != WEEKS_BEFORE) {
                throw new IllegalArgumentException(before.size() + " weeks; it takes " + WEEKS_BEFORE);
            }
        }

        /// In a usual week. One that never came up counts as once in all the weeks before.
        double usual() {
            return Math.max(1.0, sum()) / WEEKS_BEFORE;
        }

        int sum() {
            return before.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// @param ratio of this week to a usual one
    /// @param chance of so many or more if nothing had changed
    public record Rise(String topic, int now, double ratio, double chance) {}

    /// The surest first.
    public static List<Rise> of(List<Weeks> topics) {
        var spread = spread(topics);
        var tested = topics.stream()
                .map(topic -> new Rise(topic.topic(), topic.now(), topic.now() / topic.usual(), chance(topic, spread)))
                .sorted(Comparator.comparingDouble(Rise::chance).thenComparing(Rise::topic))
                .toList();
        var named = 0;
        for (var rank = 1; rank <= tested.size(); rank++) {
            if (tested.get(rank - 1).chance() <= FALSE_SHARE_MAX * rank / tested.size()) {
                named = rank;
            }
        }
        return tested.subList(0, named).stream()
                .filter(rise -> rise.ratio() >= RATIO_MIN && rise.now() >= CONVERSATIONS_MIN)
                .toList();
    }

    /// How many times the variance of the weeks before is what chance alone would make of it; at least once.
    private static double spread(List<Weeks> topics) {
        var freedom = 0;
        var squares = 0.0;
        for (var topic : topics) {
            var mean = (double) topic.sum() / WEEKS_BEFORE;
            if (mean >= 1) {
                freedom += WEEKS_BEFORE - 1;
                squares += topic.before().stream()
                        .mapToDouble(count -> (count - mean) * (count - mean) / mean)
                        .sum();
            }
        }
        return freedom == 0 ? 1 : Math.max(1, squares / freedom);
    }

    /// P(X >= now) for X binomial of all conversations, one part in nine, which is an incomplete beta function.
    private static double chance(Weeks topic, double spread) {
        var now = topic.now() / spread;
        return now == 0 ? 1 : incompleteBeta(1.0 / (WEEKS_BEFORE + 1), now, topic.sum() / spread + 1);
    }

    /// The regularized incomplete beta function, by its continued fraction (NIST DLMF 8.17.22), which converges fast
    /// below the mean; above it, by the other side.
    static double incompleteBeta(double x, double a, double b) {
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - incompleteBeta(1 - x, b, a);
        }
        var front = Math.exp(
                a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a));
        var c = 1.0;
        var d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        var fraction = d;
        for (var m = 1; m <= TERMS_MAX; m++) {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            fraction *= d * c;
            if (Math.abs(d * c - 1) < PRECISION) {
                break;
            }
        }
        return Math.min(1, front * fraction);
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /// Stirling's series, from 10 upwards; smaller arguments are brought there. Exact to about 1e-13.
    private static double logGamma(double x) {
        var shift = 0.0;
        var at = x;
        while (at < 10) {
            shift -= Math.log(at);
            at++;
        }
        var inverse = 1 / (at * at);
        var series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / at;
        return shift + (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series;
    }
}
