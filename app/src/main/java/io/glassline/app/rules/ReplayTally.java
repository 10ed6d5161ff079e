package io.glassline.app.rules;

import io.glassline.router.trial.Redecision;
import io.glassline.routing.RoutingDecision;
import io.glassline.trial.RecordedMessage;
import io.glassline.trial.Replay;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts what a replay comes to. Its size does not depend on how many messages there are, and no words
/// are in it.
final class ReplayTally {

    private static final String QUEUE = "queue:";

    private final ZoneId zone;
    private final MoveCounts moves = new MoveCounts();
    private final Map<Slot, long[]> load =
            new TreeMap<>(Comparator.comparing(Slot::queue).thenComparingInt(Slot::hour));
    private long messages;
    private long different;
    private long notReproduced;
    private long erased;

    ReplayTally(ZoneId zone) {
        this.zone = zone;
    }

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
        var comparison = redecision.comparison();
        if (!comparison.isDifferent()) {
            addLoad(recorded, recorded.decision().outcome());
            return;
        }
        different++;
        addLoad(recorded, comparison.draft().outcome());
        moves.add(comparison.active().outcome(), comparison.to(), () -> example(redecision));
    }

    private static Replay.Example example(Redecision redecision) {
        var recorded = redecision.recorded();
        var conversation = recorded.conversation();
        var comparison = redecision.comparison();
        return new Replay.Example(
                recorded.inbound().map(inbound -> inbound.id().toString()).orElse(""),
                conversation.id().toString(),
                recorded.at(),
                conversation.lane().citizen().channel().name(),
                comparison.active().outcome(),
                comparison.to(),
                comparison.draft().because(),
                Optional.empty());
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
                moves.moves(),
                hours,
                moves.examples(),
                Optional.empty());
    }
}
