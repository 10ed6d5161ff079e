package io.glassline.router.rule;

import io.glassline.routing.RoutingDecision.Condition;
import java.util.ArrayList;
import java.util.List;

/// The city's rules, read top to bottom; the first that holds decides. `otherwise` is named in the file, so that
/// every message is decided by something somebody wrote.
public record Rules(List<Rule> rules, Rule.Action otherwise) {

    public static final String OTHERWISE = "otherwise";

    public Rules {
        rules = List.copyOf(rules);
    }

    /// The rule that decided, what it does, and each condition that was looked at on the way.
    public record Ruling(String rule, Rule.Action action, List<Condition> trace) {

        public Ruling {
            trace = List.copyOf(trace);
        }
    }

    public Ruling decide(Facts facts) {
        var trace = new ArrayList<Condition>();
        for (var rule : rules) {
            var condition = rule.when().evaluate(rule.name(), facts);
            trace.add(condition);
            if (condition.held()) {
                return new Ruling(rule.name(), rule.then(), trace);
            }
        }
        return new Ruling(OTHERWISE, otherwise, trace);
    }
}
