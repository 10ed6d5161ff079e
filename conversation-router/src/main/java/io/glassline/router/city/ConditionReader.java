package io.glassline.router.city;

import io.glassline.router.rule.Condition;
import io.glassline.router.rule.Expression;
import io.glassline.router.rule.GroupCondition;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/// Reads what stands below `when`: one condition a line, of which all must hold, and `any`, `all` and `none` of
/// several.
final class ConditionReader {

    private static final String ALWAYS = "always";

    /// Conditions within conditions; what is deeper nobody can read.
    private static final int NESTING_MAX = 6;

    private final RuleScope scope;
    private final ConditionLines lines;

    ConditionReader(RuleScope scope) {
        this.scope = scope;
        this.lines = new ConditionLines(scope);
    }

    /// Empty when something is wrong with it, which is noted.
    Optional<Condition> read(YamlBlock rule) {
        if (rule.isBlock("when")) {
            return rule.optionalBlock("when").flatMap(when -> all(when, 1));
        }
        if (rule.isList("when")) {
            rule.wrong("when", "a list does not say whether one of them must hold or all; write any: or all: above it");
            return Optional.empty();
        }
        return rule.required("when").flatMap(this::word);
    }

    private Optional<Condition> word(YamlValue when) {
        if (!when.text().equals(ALWAYS)) {
            when.wrong(
                    "a condition is a line such as \"channel: sms\" below when:, or the word always; an expression in CEL"
                            + " stands behind cel:");
            return Optional.empty();
        }
        if (!scope.isCity()) {
            when.wrong("an agency's rule cannot hold always: it would take what is meant for others");
            return Optional.empty();
        }
        return Optional.of(new Condition.Always());
    }

    private Optional<Condition> all(YamlBlock block, int depth) {
        if (depth > NESTING_MAX) {
            block.wrong("this is nested more than %d deep; make two rules of it".formatted(NESTING_MAX));
            return Optional.empty();
        }
        var parts = new ArrayList<Optional<Condition>>();
        if (block.has("says")) {
            parts.add(new SaysReader(scope).read(block, "says").map(Condition.Says::new));
        }
        parts.addAll(lines.ofMessage(block));
        parts.addAll(lines.ofClock(block));
        if (block.has("conversation")) {
            block.block("conversation").ifPresent(of -> parts.addAll(lines.ofConversation(of)));
        }
        if (block.has("contact")) {
            block.block("contact").ifPresent(of -> {
                parts.add(lines.ofContact(of));
            });
        }
        parts.addAll(nested(block, depth));
        if (block.has("cel")) {
            parts.add(block.required("cel").flatMap(ConditionReader::expression));
        }
        parts.addAll(lines.ofAnswer(block));
        block.end();
        if (parts.isEmpty()) {
            block.wrong("there is no condition here; write one such as \"channel: sms\"");
        }
        return joined(parts).map(all -> all.size() == 1 ? all.getFirst() : new GroupCondition.All(all));
    }

    /// Empty when one of them is.
    private static Optional<List<Condition>> joined(List<Optional<Condition>> parts) {
        return parts.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(parts.stream().flatMap(Optional::stream).toList());
    }

    private List<Optional<Condition>> nested(YamlBlock block, int depth) {
        var parts = new ArrayList<Optional<Condition>>();
        for (var key : List.of("any", "all", "none")) {
            if (!block.has(key)) {
                continue;
            }
            var inner = block.optionalBlocks(key);
            if (inner.isEmpty() && block.isList(key)) {
                block.wrong(key, "\"%s\" has no conditions; write each behind a hyphen".formatted(key));
            }
            var conditions =
                    joined(inner.stream().map(one -> all(one, depth + 1)).toList());
            parts.add(conditions.map(all -> switch (key) {
                case "any" -> new GroupCondition.AnyOf(all);
                case "all" -> new GroupCondition.All(all);
                default -> new GroupCondition.NoneOf(all);
            }));
        }
        return parts;
    }

    private static Optional<Condition> expression(YamlValue scalar) {
        return switch (Expression.compile(scalar.text())) {
            case Expression.Compilation.Good(var expression) -> Optional.of(new Condition.Cel(expression));
            case Expression.Compilation.Bad(var mistakes) -> {
                for (var mistake : mistakes.stream()
                        .sorted(Comparator.comparingInt(Expression.Mistake::line))
                        .toList()) {
                    scalar.file()
                            .wrong(
                                    line(scalar, mistake),
                                    scalar.column(),
                                    scalar.path(),
                                    "not a condition, column %d: %s".formatted(mistake.column(), mistake.says()));
                }
                yield Optional.empty();
            }
        };
    }

    /// A block of lines after `|` or `>` starts in the line below.
    private static int line(YamlValue scalar, Expression.Mistake mistake) {
        var style = scalar.node().getScalarStyle();
        var below = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED ? 1 : 0;
        return scalar.line() + below + mistake.line() - 1;
    }
}
