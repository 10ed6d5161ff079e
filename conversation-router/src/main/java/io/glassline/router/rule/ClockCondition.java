package io.glassline.router.rule;

import io.glassline.conversation.QueueId;
import io.glassline.router.queue.Week;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A condition of the city's time.
public sealed interface ClockCondition extends Condition {

    /// Whether somebody is in the queue now.
    record QueueHours(QueueId queue, Is is) implements ClockCondition {

        public enum Is {
            OPEN,
            CLOSED,
            HOLIDAY
        }

        @Override
        public boolean holds(Facts facts) {
            return switch (is) {
                case OPEN -> facts.isOpen(queue);
                case CLOSED -> !facts.isOpen(queue);
                case HOLIDAY -> !facts.isOpen(queue) && facts.clock().holiday();
            };
        }

        @Override
        public Set<Seen> sees() {
            return EnumSet.of(Seen.CLOCK_WEEKDAY, Seen.CLOCK_HOUR, Seen.CLOCK_MINUTE, Seen.CLOCK_HOLIDAY);
        }

        @Override
        public String toString() {
            return "hours of " + queue + " " + is.name().toLowerCase(Locale.ROOT);
        }
    }

    /// The city's time is within one of the spans, on holidays as on other days.
    record Times(List<Week.Span> spans) implements ClockCondition {

        public Times {
            spans = List.copyOf(spans);
        }

        @Override
        public boolean holds(Facts facts) {
            return new Week(spans, true).isOpen(facts.cityTime(), Set.of());
        }

        @Override
        public Set<Seen> sees() {
            return EnumSet.of(Seen.CLOCK_WEEKDAY, Seen.CLOCK_HOUR, Seen.CLOCK_MINUTE);
        }

        @Override
        public String toString() {
            return "time " + spans.stream().map(Week.Span::toString).collect(Collectors.joining(" or "));
        }
    }
}
