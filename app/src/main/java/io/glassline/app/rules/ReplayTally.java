package io.glassline.app.rules;

import io.glassline.router.trial.Redecision;
import io.glassline.routing.RoutingDecision;
import io.glassline.trial.RecordedMessage;
import io.glassline.trial.Replay;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts what a replay comes to. Its size does not depend on how many messages there are.
final class ReplayTally {

    static final int EXAMPLES_MAX = 20;

    private static final int MOVES_MAX = 500;
    private static final int EXAMPLES_OF_A_MOVE_MAX = 5;
    private static final String REST = "others";
    private static final String QUEUE = "queue:";

    private final ZoneId zone;
    private final boolean withWords;
    private final Map<Way, Long> moves = new HashMap<>();
    private final Map<Way, List<Replay.Example>> examples = new LinkedHashMap<>();
    private final Map<Slot, long[]> load =
            new TreeMap<>(Comparator.comparing(Slot::queue).thenComparingInt(Slot::hour));
    private long messages;
    private long different;
    private long notReproduced;
    private long erased;

    ReplayTally(ZoneId zone, boolean withWords) {
        this.zone = zone;
        this.withWords = withWords;
    }

    private record Way(String from, String to) {}

    private record Slot(String queue, int hour) {}

    long done() {
        return messages + erased;
    }

    /// A message without words goes where it went.
    void addErased(RecordedMessage message) {
        erased++;
        addLoad(message, message.decision().outcome());
    }

    void add(Redecision redecision) {
        messages++;
        if (!redecision.isReproduced()) {
            notReproduced++;
        }
        var recorded = redecision.recorded();
        if (!redecision.isDifferent()) {
            addLoad(recorded, recorded.decision().outcome());
            return;
        }
        different++;
        addLoad(recorded, redecision.draft().outcome());
        var way = new Way(redecision.active().outcome(), redecision.to());
        var counted = moves.containsKey(way) || moves.size() < MOVES_MAX ? way : new Way(REST, REST);
        moves.merge(counted, 1L, Long::sum);
        var some = examples.computeIfAbsent(counted, _ -> new ArrayList<>());
        if (some.size() < EXAMPLES_OF_A_MOVE_MAX) {
            some.add(example(redecision, way));
        }
    }

    private Replay.Example example(Redecision redecision, Way way) {
        var recorded = redecision.recorded();
        var conversation = recorded.conversation();
        return new Replay.Example(
                conversation.id().toString(),
                recorded.at(),
                conversation.lane().citizen().channel().name(),
                way.from(),
                way.to(),
                redecision.draft().because(),
                withWords ? recorded.inbound().map(inbound -> inbound.content().words()) : Optional.empty());
    }

    private void addLoad(RecordedMessage message, String then) {
        var hour = message.at().atZone(zone).getHour();
        if (message.decision() instanceof RoutingDecision.ToQueue(var queue, var _, var _)) {
            load.computeIfAbsent(new Slot(queue.name(), hour), _ -> new long[2])[0]++;
        }
        if (then.startsWith(QUEUE)) {
            load.computeIfAbsent(new Slot(then.substring(QUEUE.length()), hour), _ -> new long[2])[1]++;
        }
    }

    /// `replay` with what has been counted so far.
    Replay on(Replay replay, Replay.State state, Optional<Duration> left) {
        var counted = moves.entrySet().stream()
                .map(move -> new Replay.Move(move.getKey().from(), move.getKey().to(), move.getValue()))
                .sorted(Comparator.comparingLong(Replay.Move::count)
                        .reversed()
                        .thenComparing(Replay.Move::from)
                        .thenComparing(Replay.Move::to))
                .toList();
        var hours = load.entrySet().stream()
                .map(slot -> new Replay.Load(
                        slot.getKey().queue(), slot.getKey().hour(), slot.getValue()[0], slot.getValue()[1]))
                .toList();
        return new Replay(
                replay.id(),
                replay.draft(),
                replay.back(),
                replay.begunAt(),
                state,
                replay.total(),
                messages,
                different,
                notReproduced,
                erased,
                left,
                counted,
                hours,
                spread(),
                Optional.empty());
    }

    /// One example of each move, then a second of each, and so on.
    private List<Replay.Example> spread() {
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
