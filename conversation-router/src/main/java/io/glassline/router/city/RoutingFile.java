package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.city.RuleReader.PlacedRule;
import io.glassline.router.queue.Queues;
import io.glassline.router.rule.Jurisdiction;
import io.glassline.router.rule.Rule;
import io.glassline.router.rule.Rules;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.Texts;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// `routing.yml`: the city's rules in order, with those of its agencies between them.
final class RoutingFile {

    static final String NAME = "routing.yml";

    private final Path folder;
    private final List<Problem> problems;
    private final List<String> agencyFiles = new ArrayList<>();
    private List<PlacedRule> rules = List.of();

    RoutingFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Optional<Rules> read(RuleScope city) {
        var page = YamlFile.read(folder, NAME, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var before = problems.size();
        var scope = city.with(jurisdictions(page.get(), city));
        var reader = new RuleReader();
        var own = reader.read(page.get(), scope);
        rules = withAgencies(page.get(), scope, reader, own);
        var otherwise = otherwise(page.get(), city.queues());
        page.get().end();
        return problems.size() == before
                ? otherwise.map(
                        action -> new Rules(rules.stream().map(PlacedRule::rule).toList(), action))
                : Optional.empty();
    }

    /// The files of the agencies, in their order.
    List<String> agencyFiles() {
        return List.copyOf(agencyFiles);
    }

    // jurisdictions

    private static Map<String, Jurisdiction> jurisdictions(YamlBlock page, RuleScope city) {
        var all = new TreeMap<String, Jurisdiction>();
        page.optionalBlock("jurisdictions").ifPresent(named -> {
            for (var name : named.names()) {
                if (!name.matches("[a-z][a-z0-9-]*")) {
                    named.wrong(name, "\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
                }
                named.block(name).ifPresent(block -> {
                    var title = block.localText("title", city.languages(), List.of(), List.of());
                    var tells = block.localText("tells", city.languages(), Phrase.COMMON, List.of());
                    block.end();
                    title.flatMap(called -> tells.map(told -> new Jurisdiction(name, called, told)))
                            .ifPresent(jurisdiction -> all.put(name, jurisdiction));
                });
            }
        });
        return all;
    }

    // agencies

    private List<PlacedRule> withAgencies(YamlBlock page, RuleScope scope, RuleReader reader, List<PlacedRule> own) {
        var all = new ArrayList<>(own);
        var names = new TreeSet<String>();
        own.forEach(placed -> names.add(placed.rule().name()));
        for (var block : page.optionalBlocks("agencies")) {
            var before = block.has("before")
                    ? block.oneOf("before", names, "a rule of this file")
                    : Optional.<String>empty();
            var read = new AgencyFile(folder, problems, agencyFiles).read(block, scope, reader);
            all.addAll(place(all, before), read);
        }
        return all;
    }

    private static int place(List<PlacedRule> rules, Optional<String> before) {
        for (var at = 0; at < rules.size(); at++) {
            if (before.filter(rules.get(at).rule().name()::equals).isPresent()) {
                return at;
            }
        }
        return rules.size();
    }

    // otherwise

    private static Optional<Rule.Action> otherwise(YamlBlock page, Set<String> queues) {
        var allowed = new TreeSet<>(queues);
        allowed.add("bot");
        return page.oneOf(Rules.OTHERWISE, allowed, "bot or a queue")
                .map(name -> name.equals("bot")
                        ? new Rule.Action.ToBot()
                        : new Rule.Action.ToQueue(new QueueId(name), Priority.NORMAL, Set.of()));
    }

    // warnings

    /// What is no mistake and may be a trap all the same.
    List<Problem> warnings(Queues queues, Texts texts) {
        return Stream.concat(urgentWithoutNumber(queues, texts), RuleOrder.warnings(rules).stream())
                .toList();
    }

    /// Urgent rules that end in a queue whose people go home, and say no number to call.
    private Stream<Problem> urgentWithoutNumber(Queues queues, Texts texts) {
        return rules.stream().flatMap(placed -> {
            var rule = placed.rule();
            return rule.then().orElse(null) instanceof Rule.Action.ToQueue(var queue, var priority, var _)
                            && priority != Priority.NORMAL
                            && !queues.isAlwaysOpen(queue)
                            && rule.effects().say().filter(texts::saysNumber).isEmpty()
                    ? Stream.of(placed.queue()
                            .problem(("the rule \"%s\" is urgent, and nobody is in \"%s\" outside its hours; let it say"
                                            + " a phrase with a number to call, such as urgent-call")
                                    .formatted(rule.name(), queue)))
                    : Stream.<Problem>empty();
        });
    }
}
