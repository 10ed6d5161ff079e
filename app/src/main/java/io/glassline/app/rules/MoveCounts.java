package io.glassline.app.rules;

import io.glassline.trial.Replay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Counts what goes from where to where, with some examples of each. Its size does not depend on how
/// much is counted.
final class MoveCounts {

    static final int EXAMPLES_MAX = 20;

    private static final int MOVES_MAX = 500;
    private static final int EXAMPLES_OF_A_MOVE_MAX = 5;
    private static final String REST = "others";

    private final Map<Way, Long> moves = new HashMap<>();
    private final Map<Way, List<Replay.Example>> examples = new LinkedHashMap<>();

    private record Way(String from, String to) {}

    /// @param example is asked for where another is wanted
    void add(String from, String to, Supplier<Replay.Example> example) {
        var way = new Way(from, to);
        var counted = moves.containsKey(way) || moves.size() < MOVES_MAX ? way : new Way(REST, REST);
        moves.merge(counted, 1L, Long::sum);
        var some = examples.computeIfAbsent(counted, _ -> new ArrayList<>());
        if (some.size() < EXAMPLES_OF_A_MOVE_MAX) {
            some.add(example.get());
        }
    }

    /// The most frequent first.
    List<Replay.Move> moves() {
        return moves.entrySet().stream()
                .map(move -> new Replay.Move(move.getKey().from(), move.getKey().to(), move.getValue()))
                .sorted(Comparator.comparingLong(Replay.Move::count)
                        .reversed()
                        .thenComparing(Replay.Move::from)
                        .thenComparing(Replay.Move::to))
                .toList();
    }

    /// One example of each move, then a second of each, and so on.
    List<Replay.Example> examples() {
        var rest = new ArrayDeque<Deque<Replay.Example>>();
        examples.values().forEach(some -> rest.add(new ArrayDeque<>(some)));
        var spread = new ArrayList<Replay.Example>();
        while (!rest.isEmpty() && spread.size() < EXAMPLES_MAX) {
            var some = rest.poll();
            spread.add(some.poll());
            if (!some.isEmpty()) {
                rest.add(some);
            }
        }
        return spread;
    }
}
