package io.glassline.figure.desk;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How long something took where it has not happened to all: Kaplan and Meier's estimate (1958). To look only at those
/// to whom it happened would say "22 seconds" while a hundred and forty wait.
///
/// @param times shortest first; where somebody leaves just when it happens to another, the one who leaves counts as
///     having been there
record KaplanMeier(List<Time> times) {

    static final Share HALF = new Share(1, 2);
    static final Share NINE_IN_TEN = new Share(9, 10);

    /// A product of quotients that ought to be exactly a half may come out a hair above it.
    private static final double ROUNDING = 1e-9;

    /// It never happens to who has this time and is not `reached`.
    static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    /// @param reached whether it happened; otherwise so long is known that it had not
    record Time(Duration length, boolean reached) {

        static Time reached(Duration after) {
            return new Time(after, true);
        }

        static Time notWithin(Duration known) {
            return new Time(known, false);
        }
    }

    /// A part of a whole, such as nine of ten.
    record Share(int part, int of) {

        double rest() {
            return (double) (of - part) / of;
        }
    }

    static KaplanMeier of(Collection<Time> times) {
        return new KaplanMeier(times.stream()
                .sorted(Comparator.comparing(Time::length).thenComparing(time -> !time.reached()))
                .toList());
    }

    /// The first time within which it happened to `share`; empty while that cannot be told, because it has not happened
    /// to too many.
    Optional<Duration> within(Share share) {
        var rest = 1.0;
        for (var i = 0; i < times.size(); ) {
            var here = sameFrom(i);
            rest *= 1 - (double) here / (times.size() - i);
            if (here > 0 && rest <= share.rest() + ROUNDING) {
                return Optional.of(times.get(i).length);
            }
            i += Math.max(1, here);
        }
        return Optional.empty();
    }

    /// To how many of a thousand it happens within `length`.
    long perMilleWithin(Duration length) {
        var rest = 1.0;
        for (var i = 0; i < times.size() && times.get(i).length.compareTo(length) <= 0; ) {
            var here = sameFrom(i);
            rest *= 1 - (double) here / (times.size() - i);
            i += Math.max(1, here);
        }
        return Math.round(1000 * (1 - rest));
    }

    /// To how many it happened at the time of the one at `first`.
    private int sameFrom(int first) {
        var end = first;
        while (end < times.size()
                && times.get(end).reached
                && times.get(end).length.equals(times.get(first).length)) {
            end++;
        }
        return end - first;
    }
}
