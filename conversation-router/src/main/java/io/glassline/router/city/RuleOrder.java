package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.city.RuleReader.PlacedRule;
import io.glassline.router.rule.ClockCondition;
import io.glassline.router.rule.Condition;
import io.glassline.router.rule.GroupCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds rules that never decide, for a rule above them always does first.
final class RuleOrder {

    private RuleOrder() {}

    static List<Problem> warnings(List<PlacedRule> rules) {
        var warnings = new ArrayList<Problem>();
        for (var at = 0; at < rules.size(); at++) {
            var placed = rules.get(at);
            rules.subList(0, at).stream()
                    .filter(earlier -> earlier.rule().then().isPresent())
                    .flatMap(earlier -> why(earlier, placed).stream())
                    .findFirst()
                    .ifPresent(why -> warnings.add(placed.place().problem(why)));
        }
        return warnings;
    }

    private static Optional<String> why(PlacedRule earlier, PlacedRule later) {
        var name = later.rule().name();
        var first = "\"%s\" (%s, line %d)"
                .formatted(
                        earlier.rule().name(),
                        earlier.place().file(),
                        earlier.place().line());
        if (isAlways(earlier.rule().when())) {
            return Optional.of("the rule \"%s\" is never reached: %s above it always holds".formatted(name, first));
        }
        if (earlier.rule().when().equals(later.rule().when())) {
            return Optional.of(
                    "the rule \"%s\" never decides: %s above it has the same conditions".formatted(name, first));
        }
        if (isWithin(later.rule().when(), earlier.rule().when())) {
            return Optional.of(
                    "the rule \"%s\" never decides: %s above it holds whenever this does".formatted(name, first));
        }
        return Optional.empty();
    }

    private static boolean isAlways(Condition condition) {
        return switch (condition) {
            case Condition.Always _ -> true;
            case GroupCondition.All(var parts) -> parts.stream().allMatch(RuleOrder::isAlways);
            case GroupCondition.AnyOf(var parts) -> parts.stream().anyMatch(RuleOrder::isAlways);
            case Condition.Cel cel -> cel.toString().strip().equals("true");
            case GroupCondition.NoneOf _,
                    Condition.Says _,
                    Condition.HasNumber _,
                    Condition.Is _,
                    Condition.Counts _,
                    Condition.BotWouldAnswer _,
                    ClockCondition _ -> false;
        };
    }

    /// Whether `wider` holds wherever `narrow` does, as far as that can be told from how they are written.
    private static boolean isWithin(Condition narrow, Condition wider) {
        if (narrow.equals(wider) || isAlways(wider)) {
            return true;
        }
        if (narrow instanceof GroupCondition.AnyOf(var parts)) {
            return parts.stream().allMatch(part -> isWithin(part, wider));
        }
        if (wider instanceof GroupCondition.All(var parts)) {
            return parts.stream().allMatch(part -> isWithin(narrow, part));
        }
        if (wider instanceof GroupCondition.AnyOf(var parts)
                && parts.stream().anyMatch(part -> isWithin(narrow, part))) {
            return true;
        }
        if (narrow instanceof GroupCondition.All(var parts)) {
            return parts.stream().anyMatch(part -> isWithin(part, wider));
        }
        return isLeafWithin(narrow, wider);
    }

    private static boolean isLeafWithin(Condition narrow, Condition wider) {
        return switch (narrow) {
            case Condition.Says(var phrases) -> wider instanceof Condition.Says(var others) && phrases.isWithin(others);
            case Condition.Is(var what, var values) ->
                wider instanceof Condition.Is(var same, var others) && same == what && others.containsAll(values);
            case Condition.Counts(var what, var least, var most) ->
                wider instanceof Condition.Counts(var same, var from, var to)
                        && same == what
                        && from <= least
                        && to >= most;
            case Condition.BotWouldAnswer(var what, var values, var confidence) ->
                wider instanceof Condition.BotWouldAnswer(var same, var others, var least)
                        && same == what
                        && others.containsAll(values)
                        && confidence.equals(least);
            case GroupCondition.NoneOf(var parts) ->
                wider instanceof GroupCondition.NoneOf(var others)
                        && others.stream().allMatch(other -> parts.stream().anyMatch(part -> isWithin(other, part)));
            case Condition.Always _,
                    GroupCondition.All _,
                    GroupCondition.AnyOf _,
                    Condition.HasNumber _,
                    ClockCondition _,
                    Condition.Cel _ -> false;
        };
    }
}
