package io.glassline.router.rule;

import io.glassline.router.words.SearchPhrases;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What must be so for a rule to hold. Two conditions that say the same are equal. As text it reads as one line of
/// the file.
public sealed interface Condition
        permits Condition.Always,
                GroupCondition,
                Condition.Says,
                Condition.HasNumber,
                Condition.Is,
                Condition.Counts,
                Condition.BotWouldAnswer,
                Condition.Cel,
                ClockCondition {

    boolean holds(Facts facts);

    /// What it looks at, in the order in which that is shown.
    Set<Seen> sees();

    /// The conditions it is made of; none for one that looks at the facts itself.
    default List<Condition> parts() {
        return List.of();
    }

    /// What the condition came to, with what it saw, and the same of each of its parts.
    default Observation observe(Facts facts) {
        var held = holds(facts);
        return new Observation(
                toString(),
                facts.shown(sees()) + detail(facts).map(detail -> "; " + detail).orElse(""),
                held,
                parts().stream().map(part -> part.observe(facts)).toList());
    }

    /// More about why it holds, in the city's words and never in the citizen's.
    default Optional<String> detail(Facts facts) {
        return parts().stream()
                .filter(part -> part.holds(facts))
                .flatMap(part -> part.detail(facts).stream())
                .findFirst();
    }

    /// A condition that was looked at.
    record Observation(String condition, String saw, boolean held, List<Observation> parts) {

        public Observation {
            parts = List.copyOf(parts);
        }
    }

    /// Holds for every message.
    record Always() implements Condition {

        @Override
        public boolean holds(Facts facts) {
            return true;
        }

        @Override
        public Set<Seen> sees() {
            return Set.of();
        }

        @Override
        public String toString() {
            return "always";
        }
    }

    /// The message says one of the phrases, and none of those it must not say.
    record Says(SearchPhrases phrases) implements Condition {

        @Override
        public boolean holds(Facts facts) {
            return phrases.first(facts.words()).isPresent();
        }

        @Override
        public Set<Seen> sees() {
            return Set.of(Seen.MESSAGE_TEXT);
        }

        @Override
        public Optional<String> detail(Facts facts) {
            return phrases.first(facts.words()).map(phrase -> "says " + phrase);
        }

        @Override
        public String toString() {
            return "says " + phrases;
        }
    }

    /// A number written as `example` is: its letters, and about as many digits.
    record HasNumber(NumberShape shape) implements Condition {

        @Override
        public boolean holds(Facts facts) {
            return shape.isIn(facts.message().text());
        }

        @Override
        public Set<Seen> sees() {
            return Set.of(Seen.MESSAGE_TEXT);
        }

        @Override
        public String toString() {
            return "number " + shape.example();
        }
    }

    /// One of `values` is there.
    record Is(Seen what, SortedSet<String> values) implements Condition {

        public Is {
            values = new TreeSet<>(values);
        }

        @Override
        public boolean holds(Facts facts) {
            return facts.values(what).stream().anyMatch(values::contains);
        }

        @Override
        public Set<Seen> sees() {
            return Set.of(what);
        }

        @Override
        public String toString() {
            return what.written() + " " + String.join(" or ", values);
        }
    }

    /// A number from `least` to `most`.
    record Counts(Seen what, long least, long most) implements Condition {

        @Override
        public boolean holds(Facts facts) {
            var count = facts.count(what);
            return count >= least && count <= most;
        }

        @Override
        public Set<Seen> sees() {
            return Set.of(what);
        }

        @Override
        public String toString() {
            var bound = most == Long.MAX_VALUE
                    ? "at least " + least
                    : least == 0 ? "at most " + most : least + " to " + most;
            return what.written() + " " + bound;
        }
    }

    /// What the bot would answer, or its topic, with at least this confidence; without one, when it is sure.
    record BotWouldAnswer(Seen what, SortedSet<String> values, Optional<Double> confidence) implements Condition {

        public BotWouldAnswer {
            values = new TreeSet<>(values);
        }

        @Override
        public boolean holds(Facts facts) {
            var answer = facts.answer();
            var isConfident =
                    confidence.map(least -> answer.confidence() >= least).orElse(answer.sure());
            return isConfident && values.contains(what == Seen.ANSWER_TOPIC ? answer.topic() : answer.id());
        }

        @Override
        public Set<Seen> sees() {
            return EnumSet.of(Seen.ANSWER_ID, what, Seen.ANSWER_CONFIDENCE);
        }

        @Override
        public String toString() {
            return what.written() + " " + String.join(" or ", values)
                    + confidence.map(least -> " with confidence " + least).orElse("");
        }
    }

    /// A condition in CEL.
    record Cel(Expression expression) implements Condition {

        @Override
        public boolean holds(Facts facts) {
            return expression.holds(facts);
        }

        @Override
        public Set<Seen> sees() {
            return expression.sees();
        }

        @Override
        public String toString() {
            return expression.toString();
        }
    }
}
