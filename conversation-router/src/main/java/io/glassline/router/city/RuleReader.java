package io.glassline.router.city;

import io.glassline.router.rule.Rule;
import io.glassline.router.rule.Rules;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the rules of one file after the other. A rule's name is there once in all of them.
final class RuleReader {

    private final Map<String, YamlPlace> names = new HashMap<>();

    /// A rule with where it stands.
    ///
    /// @param queue where it says its queue
    record PlacedRule(Rule rule, YamlPlace place, YamlPlace queue) {}

    List<PlacedRule> read(YamlBlock page, RuleScope scope) {
        var rules = new ArrayList<PlacedRule>();
        for (var block : page.blocks("rules")) {
            var name = block.text("name");
            checkName(block, name);
            var when = new ConditionReader(scope).read(block);
            var actions = new ActionReader(scope);
            var besides = actions.besides(block);
            var then = actions.action(block);
            block.end();
            if (when.isPresent() && then.isPresent()) {
                var rule = new Rule(name, scope.agency(), when.get(), besides, then.get());
                rules.add(new PlacedRule(rule, block.place("name"), block.place("queue")));
            }
        }
        return rules;
    }

    private void checkName(YamlBlock block, String name) {
        if (name.equals(Rules.OTHERWISE)) {
            block.wrong("name", "a rule cannot be named \"otherwise\"");
        }
        var here = block.place("name");
        var before = name.isEmpty() ? null : names.putIfAbsent(name, here);
        if (before != null) {
            block.wrong(
                    "name",
                    before.file().equals(here.file())
                            ? "\"%s\" is here twice".formatted(name)
                            : "\"%s\" is the name of a rule of %s, line %d"
                                    .formatted(name, before.file(), before.line()));
        }
    }
}
