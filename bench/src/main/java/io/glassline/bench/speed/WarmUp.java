package io.glassline.bench.speed;

/// A JVM is measured when its compilers rest. On two cores that takes a whole node some 90 s under full load, of which
/// they have half a core; a round counted before would measure them.
final class WarmUp {

    /// A share of the contender's own processor time. Below it the compilers rest.
    private static final double COMPILING_MAX = 0.1;

    private static final int TIMES_MAX = 30;

    private WarmUp() {}

    /// Some load, of a few seconds.
    interface Loading<E extends Exception> {
        void once() throws E;
    }

    /// Repeats a load until the contender is warm.
    ///
    /// @param once for figures that are worth less.
    static <E extends Exception> void of(Contender contender, boolean once, Loading<E> loading) throws E {
        var compiling = 1.0;
        var times = 0;
        while (times < (once ? 1 : TIMES_MAX) && compiling > COMPILING_MAX) {
            var allBefore = contender.micros();
            var compilersBefore = contender.compilerMicros();
            loading.once();
            compiling = (double) (contender.compilerMicros() - compilersBefore)
                    / Math.max(1, contender.micros() - allBefore);
            times++;
        }
        Report.progress("%s is warmed by %d loads: its compilers have %.0f %% of its processor time"
                .formatted(contender.name(), times, 100 * compiling));
    }

    /// What a report says of it.
    static String said(boolean once) {
        return once
                ? "each warmed by one load"
                : "each warmed until its compilers had less than %.0f %% of its processor time, at most %d loads"
                        .formatted(100 * COMPILING_MAX, TIMES_MAX);
    }
}
