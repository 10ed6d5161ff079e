package io.glassline.router.rule;

import io.glassline.router.rule.Rule.Effects;
import io.glassline.router.words.Phrase;
import io.glassline.routing.RoutingDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The city's rules, read top to bottom; the first that holds and decides anything is the last that is looked at.
/// `otherwise` is named in the file, so that every message is decided by something somebody wrote.
public final class Rules {

    public static final String OTHERWISE = "otherwise";

    private final List<Line> lines;
    private final Rule.Action otherwise;

    public Rules(List<Rule> rules, Rule.Action otherwise) {
        this.lines = rules.stream()
                .map(rule -> new Line(
                        rule, rule.when().toString(), Set.copyOf(rule.when().sees())))
                .toList();
        this.otherwise = otherwise;
    }

    /// A rule with what is shown of it for every message.
    private record Line(Rule rule, String when, Set<Seen> sees) {}

    public List<Rule> rules() {
        return lines.stream().map(Line::rule).toList();
    }

    public Rule.Action otherwise() {
        return otherwise;
    }

    /// The rule that decided, what it does, and what was found on the way.
    ///
    /// @param effects of all rules that held
    /// @param says what those rules say, in their order
    /// @param trace each condition that was looked at
    /// @param faults the rules that could not be evaluated
    public record Ruling(
            String rule,
            Rule.Action action,
            Set<String> tags,
            Optional<Locale> language,
            List<Phrase> says,
            List<RoutingDecision.Condition> trace,
            List<Fault> faults) {

        public Ruling {
            tags = new TreeSet<>(tags);
            says = List.copyOf(says);
            trace = List.copyOf(trace);
            faults = List.copyOf(faults);
        }
    }

    /// @param because the error, without anything the citizen said
    public record Fault(String rule, String because) {}

    /// A rule that was looked at, with each of its conditions.
    public record RuleObservation(Rule rule, Condition.Observation when) {}

    public Ruling decide(Facts facts) {
        var trace = new ArrayList<RoutingDecision.Condition>(lines.size());
        var faults = new ArrayList<Fault>(0);
        var effects = new ArrayList<Effects>(1);
        for (var line : lines) {
            var rule = line.rule();
            var condition = look(line, facts, faults);
            trace.add(condition);
            if (condition.held()) {
                effects.add(rule.effects());
                if (rule.then().isPresent()) {
                    return ruling(rule.name(), rule.then().get(), effects, trace, faults);
                }
            }
        }
        return ruling(OTHERWISE, otherwise, effects, trace, faults);
    }

    /// The same, with all that was seen: for people who ask why.
    public List<RuleObservation> observe(Facts facts) {
        var looked = decide(facts).trace().size();
        return lines.stream()
                .limit(looked)
                .map(line -> new RuleObservation(line.rule(), observe(line, facts)))
                .toList();
    }

    private static Condition.Observation observe(Line line, Facts facts) {
        try {
            return line.rule().when().observe(facts);
        } catch (RuntimeException e) {
            return new Condition.Observation(
                    line.when(), withDetail(facts.shown(line.sees()), Optional.of(notEvaluated(e))), false, List.of());
        }
    }

    /// A rule that fails does not hold: one mistake must not keep the others from being looked at.
    private static RoutingDecision.Condition look(Line line, Facts facts, List<Fault> faults) {
        var name = line.rule().name();
        var when = line.rule().when();
        try {
            var held = when.holds(facts);
            var saw = facts.shown(line.sees());
            return new RoutingDecision.Condition(
                    name, line.when(), held ? withDetail(saw, when.detail(facts)) : saw, held);
        } catch (RuntimeException e) {
            faults.add(new Fault(name, because(e)));
            var saw = withDetail(facts.shown(line.sees()), Optional.of(notEvaluated(e)));
            return new RoutingDecision.Condition(name, line.when(), saw, false);
        }
    }

    private static String withDetail(String saw, Optional<String> detail) {
        return detail.map(more -> saw.isEmpty() ? more : saw + "; " + more).orElse(saw);
    }

    private static String notEvaluated(RuntimeException e) {
        return "not evaluated: " + because(e);
    }

    private static String because(RuntimeException e) {
        return e instanceof Expression.NotEvaluated
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }

    private static Ruling ruling(
            String rule,
            Rule.Action action,
            List<Effects> effects,
            List<RoutingDecision.Condition> trace,
            List<Fault> faults) {
        var tags = new TreeSet<String>();
        var says = new ArrayList<Phrase>();
        for (var effect : effects) {
            tags.addAll(effect.tags());
            effect.say().ifPresent(says::add);
        }
        return new Ruling(rule, action, tags, language(effects), says, trace, faults);
    }

    /// The last rule that held and names a language.
    private static Optional<Locale> language(List<Effects> effects) {
        return effects.stream().flatMap(effect -> effect.language().stream()).reduce((_, last) -> last);
    }
}
