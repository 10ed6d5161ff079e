package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.queue.Queues;
import io.glassline.router.rule.Expression;
import io.glassline.router.rule.Rule;
import io.glassline.router.rule.Rules;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.Texts;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlPlace;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/// `routing.yml`: the city's rules, in order.
final class RoutingFile {

    static final String NAME = "routing.yml";

    private final Path folder;
    private final List<Problem> problems;
    private final List<UrgentRule> urgent = new ArrayList<>();

    RoutingFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Optional<Rules> read(Set<String> queues, Set<String> flows) {
        var page = YamlFile.read(folder, NAME, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var before = problems.size();
        var rules = new ArrayList<Rule>();
        var names = new HashSet<String>();
        for (var block : page.get().blocks("rules")) {
            var name = block.text("name");
            if (!name.isEmpty() && !names.add(name)) {
                block.wrong("name", "\"%s\" is here twice".formatted(name));
            }
            if (name.equals(Rules.OTHERWISE)) {
                block.wrong("name", "a rule cannot be named \"otherwise\"");
            }
            var when = block.required("when").flatMap(RoutingFile::expression);
            var then = action(block, queues, flows);
            block.end();
            if (then.orElse(null) instanceof Rule.Action.ToQueue toQueue && toQueue.priority() != Priority.NORMAL) {
                urgent.add(new UrgentRule(name, toQueue, block.place("queue")));
            }
            if (when.isPresent() && then.isPresent()) {
                rules.add(new Rule(name, when.get(), then.get()));
            }
        }
        var otherwise = otherwise(page.get(), queues);
        page.get().end();
        return problems.size() == before ? otherwise.map(action -> new Rules(rules, action)) : Optional.empty();
    }

    private record UrgentRule(String name, Rule.Action.ToQueue action, YamlPlace place) {}

    /// Urgent rules that end in a queue whose people go home, and say no number to call.
    List<Problem> warnings(Queues queues, Texts texts) {
        return urgent.stream()
                .filter(rule -> !queues.isAlwaysOpen(rule.action().queue()))
                .filter(rule -> rule.action().says().filter(texts::saysNumber).isEmpty())
                .map(rule -> rule.place()
                        .problem(("the rule \"%s\" is urgent, and nobody is in \"%s\" outside its hours; let it say a "
                                        + "phrase with a number to call, such as urgent-call")
                                .formatted(rule.name(), rule.action().queue())))
                .toList();
    }

    private static Optional<Expression> expression(YamlValue scalar) {
        return switch (Expression.compile(scalar.text())) {
            case Expression.Compilation.Good(var expression) -> Optional.of(expression);
            case Expression.Compilation.Bad(var mistakes) -> {
                for (var mistake : mistakes) {
                    scalar.file()
                            .wrong(
                                    line(scalar, mistake),
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

    private static Optional<Rule.Action> action(YamlBlock block, Set<String> queues, Set<String> flows) {
        var named = List.of("queue", "flow", "bot").stream().filter(block::has).toList();
        if (named.size() != 1) {
            block.wrong("a rule must say one of queue, flow and bot; this says "
                    + (named.isEmpty() ? "none" : String.join(" and ", named)));
        }
        if (block.has("queue")) {
            var queue = block.oneOf("queue", queues, "a queue");
            var priority = block.optional("priority").map(RoutingFile::priority).orElse(Priority.NORMAL);
            var says = block.optional("says").flatMap(RoutingFile::phrase);
            return queue.map(name -> new Rule.Action.ToQueue(new QueueId(name), priority, says));
        }
        if (block.has("flow")) {
            return block.oneOf("flow", flows, "a flow").map(Rule.Action.ToFlow::new);
        }
        if (block.has("bot")) {
            block.oneOf("bot", List.of("true"), "true");
            return Optional.of(new Rule.Action.ToBot());
        }
        return Optional.empty();
    }

    private static Priority priority(YamlValue scalar) {
        var known = Arrays.stream(Priority.values())
                .map(priority -> priority.name().toLowerCase(Locale.ROOT))
                .toList();
        var name = YamlBlock.oneOf(scalar, known, "a priority");
        return known.contains(name) ? Priority.valueOf(name.toUpperCase(Locale.ROOT)) : Priority.NORMAL;
    }

    private static Optional<Phrase> phrase(YamlValue scalar) {
        var known = Arrays.stream(Phrase.values())
                .filter(phrase -> phrase.places().isEmpty())
                .map(Phrase::key)
                .collect(Collectors.toCollection(TreeSet::new));
        return Phrase.of(YamlBlock.oneOf(scalar, known, "a phrase"));
    }

    private static Optional<Rule.Action> otherwise(YamlBlock page, Set<String> queues) {
        var allowed = new TreeSet<>(queues);
        allowed.add("bot");
        return page.oneOf(Rules.OTHERWISE, allowed, "bot or a queue")
                .map(name -> name.equals("bot")
                        ? new Rule.Action.ToBot()
                        : new Rule.Action.ToQueue(new QueueId(name), Priority.NORMAL, Optional.empty()));
    }
}
