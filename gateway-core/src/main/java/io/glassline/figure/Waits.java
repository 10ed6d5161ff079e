package io.glassline.figure;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How long people waited, where some wait still: Kaplan and Meier's estimate (1958). To look only at those who were
/// reached would say "22 seconds" while a hundred and forty wait.
///
/// @param atRisk of how many the waits are
/// @param waiting how many of them wait still
/// @param median within which half were reached; empty while that cannot be said, because too many wait
/// @param p90 within which nine in ten were reached
public record Waits(int atRisk, int waiting, Optional<Duration> median, Optional<Duration> p90) {

    private static final double HALF = 0.5;
    private static final double ONE_IN_TEN = 0.1;

    /// A quotient of whole numbers that ought to be exactly a half may come out a hair above it.
    private static final double ROUNDING = 1e-12;

    /// @param ended whether a person came; otherwise it waited so long and nobody had come
    public record Wait(Duration length, boolean ended) {}

    /// Who left before a person came counts as having waited so long, as those do who wait still; `waiting` counts only
    /// these.
    public static Waits of(Collection<Outcome> outcomes) {
        var waits = outcomes.stream()
                .map(Outcome::personWait)
                .<Wait>mapMulti((wait, add) -> {
                    switch (wait) {
                        case Outcome.PersonWait.NotAsked _ -> {}
                        case Outcome.PersonWait.Reached(var after) -> add.accept(new Wait(after, true));
                        case Outcome.PersonWait.Left(var after) -> add.accept(new Wait(after, false));
                        case Outcome.PersonWait.Waiting(var soFar) -> add.accept(new Wait(soFar, false));
                    }
                })
                .toList();
        var waiting = outcomes.stream()
                .filter(outcome -> outcome.personWait() instanceof Outcome.PersonWait.Waiting)
                .count();
        return of(waits, (int) waiting);
    }

    static Waits of(List<Wait> waits, int waiting) {
        return new Waits(waits.size(), waiting, within(waits, HALF), within(waits, ONE_IN_TEN));
    }

    /// The first time at which at most `share` still wait. Where somebody leaves just when another is reached, the one
    /// who leaves counts as having been there.
    private static Optional<Duration> within(List<Wait> waits, double share) {
        var sorted = waits.stream()
                .sorted(Comparator.comparing(Wait::length).thenComparing(wait -> !wait.ended()))
                .toList();
        var stillWaits = 1.0;
        for (var i = 0; i < sorted.size(); i++) {
            var atRisk = sorted.size() - i;
            if (sorted.get(i).ended()) {
                stillWaits *= (atRisk - 1.0) / atRisk;
                if (stillWaits <= share + ROUNDING) {
                    return Optional.of(sorted.get(i).length());
                }
            }
        }
        return Optional.empty();
    }
}
