package io.glassline.router.city;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.rule.Rule;
import io.glassline.router.words.Phrase;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads what a rule does: one thing that decides, and what is done besides.
final class ActionReader {

    private static final List<String> DECIDING = List.of("queue", "flow", "bot", "jurisdiction", "stop");
    private static final List<String> BESIDES = List.of("tag", "language", "say");

    private final RuleScope scope;

    ActionReader(RuleScope scope) {
        this.scope = scope;
    }

    /// What decides. A rule that only does something besides has none.
    ///
    /// @return empty when something is wrong with it, which is noted
    Optional<Optional<Rule.Action>> action(YamlBlock rule) {
        var named = DECIDING.stream().filter(rule::has).toList();
        var besides = BESIDES.stream().filter(rule::has).toList();
        if (named.size() > 1 || named.isEmpty() && besides.isEmpty()) {
            rule.wrong("a rule must say one of %s, or do something besides (%s); this says %s"
                    .formatted(list(DECIDING), list(BESIDES), named.isEmpty() ? "none" : String.join(" and ", named)));
        }
        for (var key : List.of("priority", "skills")) {
            if (rule.has(key) && !rule.has("queue")) {
                rule.wrong(key, "\"%s\" belongs to a queue: beside it".formatted(key));
            }
        }
        if (named.isEmpty()) {
            return besides.isEmpty() ? Optional.empty() : Optional.of(Optional.empty());
        }
        return switch (named.getFirst()) {
            case "queue" -> queue(rule).map(Optional::of);
            case "flow" ->
                oneOf(rule, "flow", scope.flows(), "a flow")
                        .map(name -> Optional.<Rule.Action>of(new Rule.Action.ToFlow(name)));
            case "bot" ->
                rule.oneOf("bot", List.of("true"), "true").map(_ -> Optional.<Rule.Action>of(new Rule.Action.ToBot()));
            case "jurisdiction" -> jurisdiction(rule).map(Optional::of);
            default -> stop(rule).map(Optional::of);
        };
    }

    private static String list(List<String> names) {
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private Optional<String> oneOf(YamlBlock rule, String key, Set<String> allowed, String isA) {
        var own = scope.isCity() ? "" : " that routing.yml gives this agency";
        return rule.oneOf(key, allowed, isA + own).filter(allowed::contains);
    }

    private Optional<Rule.Action> queue(YamlBlock rule) {
        var queue = oneOf(rule, "queue", scope.queues(), "a queue");
        var priority = rule.optional("priority").map(ActionReader::priority).orElse(Priority.NORMAL);
        var skills = names(rule, "skills");
        return queue.map(name -> new Rule.Action.ToQueue(new QueueId(name), priority, skills));
    }

    private Optional<Rule.Action> jurisdiction(YamlBlock rule) {
        if (!scope.isCity()) {
            rule.wrong("jurisdiction", "only the city's own rules hand to another jurisdiction");
            return Optional.empty();
        }
        return rule.oneOf("jurisdiction", scope.jurisdictions().keySet(), "a jurisdiction of this file")
                .flatMap(name -> Optional.ofNullable(scope.jurisdictions().get(name)))
                .map(Rule.Action.ToJurisdiction::new);
    }

    private Optional<Rule.Action> stop(YamlBlock rule) {
        if (!scope.isCity()) {
            rule.wrong("stop", "only the city's own rules may leave a message without an answer");
            return Optional.empty();
        }
        if (rule.has("say")) {
            rule.wrong("say", "nothing is said where a rule stops");
        }
        return rule.required("stop")
                .filter(reason -> {
                    var isReason = reason.text().strip().contains(" ");
                    if (!isReason) {
                        reason.wrong(
                                "write behind stop: why nobody needs to answer, in a sentence; it is kept on the record");
                    }
                    return isReason;
                })
                .map(reason -> new Rule.Action.Stop(reason.text().strip()));
    }

    Rule.Effects besides(YamlBlock rule) {
        var languages = scope.languages().stream().map(Locale::getLanguage).toList();
        var tags = names(rule, "tag");
        var language = rule.optional("language")
                .map(value -> YamlBlock.oneOf(value, languages, "a language that this city answers in"))
                .filter(languages::contains)
                .map(Locale::of);
        var say = rule.optional("say").flatMap(ActionReader::phrase);
        return new Rule.Effects(tags, language, say);
    }

    /// Short names, one or several.
    private static Set<String> names(YamlBlock rule, String key) {
        var names = new TreeSet<String>();
        if (rule.has(key)) {
            for (var value : rule.oneOrMore(key)) {
                if (value.text().matches("[a-z][a-z0-9-]*")) {
                    names.add(value.text());
                } else {
                    value.wrong("\"%s\" is not a name; use small letters, digits and hyphens".formatted(value.text()));
                }
            }
        }
        return names;
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
}
