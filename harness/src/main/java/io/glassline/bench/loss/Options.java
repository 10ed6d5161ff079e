package io.glassline.bench.loss;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// How a run is made.
///
/// @param rate messages offered in a second
/// @param citizens how many, at most; fewer when there are not two messages for each
/// @param warmUp how long messages are said before the clock runs, so that no cold JVM is measured
/// @param down how long a directed run holds its fault
/// @param quiet how long the gateway may take to finish everything once the faults have ended
/// @param faultTriedEvery how often a node tries an account whose token is refused; less patient than in production
/// @param inFront folders of classes that the nodes use in place of the build's own
/// @param folder where the run keeps its servers' data and everybody's logs
record Options(
        long seed,
        Scenario scenario,
        int rate,
        double seconds,
        int citizens,
        int nodes,
        boolean redisCluster,
        Set<Fault> faults,
        Duration warmUp,
        Duration down,
        Duration quiet,
        Duration faultTriedEvery,
        List<Path> inFront,
        Path folder) {

    /// For a proof, which needs no great load.
    Options with(Set<Fault> others, int lowerRate, double shorter, Duration quietWithin) {
        return new Options(
                seed,
                Scenario.SEEDED,
                lowerRate,
                shorter,
                citizens,
                nodes,
                redisCluster,
                others,
                warmUp,
                down,
                quietWithin,
                faultTriedEvery,
                inFront,
                folder);
    }

    enum Fault {
        KILL,
        POSTGRES,
        REDIS,
        PROVIDER,
        NETWORK,
        TOKEN,
        /// Another version of the rules becomes active.
        RULES;

        static Set<Fault> all() {
            return EnumSet.allOf(Fault.class);
        }
    }

    enum Scenario {
        /// Everything, from the seed.
        SEEDED,
        /// PostgreSQL stopped under load.
        POSTGRES_60S,
        /// PostgreSQL held under load: connections stay open and nothing answers.
        POSTGRES_FROZEN,
        /// Redis killed and wiped, again and again, while forms are filled in.
        REDIS_WIPE,
        /// All providers refuse everything.
        PROVIDER_10M,
        /// One node after the other is ended and started again.
        ROLLING
    }
}
