package io.glassline.bench.speed;

import io.glassline.bench.speed.Load.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Several contenders that do the same job in turns, A B C A B C, on one PostgreSQL: whatever the machine does
/// meanwhile, it does to all of them.
final class Race {

    /// More than any contender could take; so many are signed for a warm-up, when nothing is known yet.
    private static final int UNKNOWN_PER_SECOND = 40_000;

    private static final double SIGNED_IN_RESERVE = 1.5;

    private final Servers servers;
    private final int connections;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Race(Servers servers, int connections) {
        this.servers = servers;
        this.connections = connections;
    }

    void enter(Contender contender, SignedPosts posts) {
        contender.hold();
        entries.put(contender.name(), new Entry(contender, posts, new ArrayList<>()));
    }

    /// Warms each up, then runs the rounds.
    ///
    /// @param quick warms each for one round only.
    void run(boolean quick, int rounds, Duration lasting) {
        for (var entry : entries.values()) {
            WarmUp.of(entry.contender, quick, () -> warm(entry, lasting));
        }
        for (var round = 1; round <= rounds; round++) {
            for (var entry : entries.values()) {
                entry.posts.sign((int) (entry.expected * SIGNED_IN_RESERVE * lasting.toMillis() / 1000));
                var came = round(entry, lasting);
                entry.expected = Math.max(entry.expected, came.perSecond());
                entry.rounds.add(came);
                Report.progress("round %d of %d: %s %.0f/s, %d failed"
                        .formatted(round, rounds, entry.contender.name(), came.perSecond(), came.measured.failed()));
            }
        }
    }

    private void warm(Entry entry, Duration lasting) {
        entry.posts.sign((int) (UNKNOWN_PER_SECOND * lasting.toSeconds()));
        var warm = round(entry, lasting);
        Report.progress("%s warms: %.0f/s, %d failed"
                .formatted(entry.contender.name(), warm.perSecond(), warm.measured.failed()));
        if (warm.measured.answered() == 0) {
            throw new IllegalStateException(entry.contender.name() + " answered nothing with 200");
        }
        entry.expected = warm.perSecond();
    }

    private Round round(Entry entry, Duration lasting) {
        servers.rest(); // each round begins alike
        entry.contender.release();
        try (var load = new Load(entry.contender.address(), connections, entry.posts)) {
            var serverBefore = entry.contender.micros();
            var postgresBefore = servers.postgresMicros();
            var measured = load.closed(lasting);
            return new Round(
                    measured,
                    (double) (entry.contender.micros() - serverBefore) / Math.max(1, measured.answered()),
                    (double) (servers.postgresMicros() - postgresBefore) / Math.max(1, measured.answered()));
        } finally {
            entry.contender.hold();
        }
    }

    Contender contender(String name) {
        return entry(name).contender;
    }

    SignedPosts posts(String name) {
        return entry(name).posts;
    }

    /// Of the median round.
    double perSecond(String name) {
        return spread(name, Round::perSecond).median();
    }

    /// How much more one takes than another, round by round.
    Spread ratio(String name, String other) {
        var ratios = new ArrayList<Double>();
        var ours = entry(name).rounds;
        var theirs = entry(other).rounds;
        for (var i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).perSecond() / theirs.get(i).perSecond());
        }
        return Spread.of(ratios);
    }

    Spread spread(String name, ToDoubleFunction<Round> figure) {
        return Spread.of(entry(name).rounds, figure);
    }

    /// All of them, beside the one that counts as 1.
    void tell(Report report, String one) {
        report.columns(
                "contender",
                "messages/s, median (min to max)",
                "share of " + one,
                "p50 ms",
                "p99 ms",
                "CPU server µs",
                "CPU PostgreSQL µs",
                "failed");
        entries.forEach((name, entry) -> report.row(
                name,
                spread(name, Round::perSecond).in("%.0f"),
                ratio(name, one).in("%.3f"),
                "%.1f"
                        .formatted(
                                spread(name, round -> round.measured.millis(50)).median()),
                "%.1f"
                        .formatted(
                                spread(name, round -> round.measured.millis(99)).median()),
                "%.0f".formatted(spread(name, Round::serverMicros).median()),
                "%.0f".formatted(spread(name, Round::postgresMicros).median()),
                Long.toString(entry.rounds.stream()
                        .mapToLong(round -> round.measured.failed())
                        .sum())));
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    private Entry entry(String name) {
        var entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no contender " + name);
        }
        return entry;
    }

    /// One contender's round: what it took, and the processor time for each message.
    record Round(Measured measured, double serverMicros, double postgresMicros) {

        double perSecond() {
            return measured.perSecond();
        }

        double micros() {
            return serverMicros + postgresMicros;
        }
    }

    private static final class Entry {
        final Contender contender;
        final SignedPosts posts;
        final List<Round> rounds;
        double expected;

        Entry(Contender contender, SignedPosts posts, List<Round> rounds) {
            this.contender = contender;
            this.posts = posts;
            this.rounds = rounds;
        }
    }
}
