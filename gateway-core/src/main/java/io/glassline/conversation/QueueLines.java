package io.glassline.conversation;

import io.glassline.conversation.Stage.Priority;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How long the lines are in which citizens wait for people, as they were some seconds ago. Where that
/// is not known, nobody is told a place.
///
/// @param lines empty where it is not known; a queue that is not among them has nobody waiting
public record QueueLines(Optional<Map<QueueId, Line>> lines) {

    public static final QueueLines UNKNOWN = new QueueLines(Optional.empty());

    public QueueLines {
        lines = lines.map(Map::copyOf);
    }

    public static QueueLines of(Map<QueueId, Line> lines) {
        return new QueueLines(Optional.of(lines));
    }

    /// @param waiting how many of each priority
    /// @param usualWait how much of the queue's hours half of those waited at most who were taken in the
    ///     last days; empty where they were too few to tell
    public record Line(Map<Priority, Integer> waiting, Optional<Duration> usualWait) {

        static final Line EMPTY = new Line(Map.of(), Optional.empty());

        public Line {
            waiting = Map.copyOf(waiting);
        }

        int notBehind(Priority priority) {
            return waiting.entrySet().stream()
                    .filter(others -> others.getKey().compareTo(priority) <= 0)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    /// The place of one who joins the line now.
    public Optional<QueuePlace> joining(QueueId queue, Priority priority) {
        return lines.map(all -> all.getOrDefault(queue, Line.EMPTY))
                .map(line -> new QueuePlace(line.notBehind(priority) + 1, line.usualWait()));
    }
}
