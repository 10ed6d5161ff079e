package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.city.RuleReader.PlacedRule;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `agencies/NAME.yml`: an agency's own rules. What it may send to and ask about is said in `routing.yml`, by the city;
/// the file has nothing but rules.
final class AgencyFile {

    private final Path folder;
    private final List<Problem> problems;
    private final List<String> files;

    /// @param files those read so far; this one is added
    AgencyFile(Path folder, List<Problem> problems, List<String> files) {
        this.folder = folder;
        this.problems = problems;
        this.files = files;
    }

    /// @param grant the agency's entry in `routing.yml`
    List<PlacedRule> read(YamlBlock grant, RuleScope city, RuleReader reader) {
        var file = grant.required("file");
        var queues = granted(grant, "queues", city.queues(), "a queue");
        var flows = granted(grant, "flows", city.flows(), "a flow");
        var topics = city.answers().isPresent()
                ? granted(grant, "topics", city.topics(), "a topic of the knowledge")
                : Set.<String>of();
        grant.has("topics"); // without the knowledge its mistakes are told, and not these
        grant.end();
        if (file.isEmpty()) {
            return List.of();
        }
        var name = file.get().text();
        if (!name.matches("agencies/[a-z][a-z0-9-]*\\.yml")) {
            file.get().wrong("\"%s\" is not an agency's file; write it as agencies/water.yml".formatted(name));
            return List.of();
        }
        if (files.contains(name)) {
            file.get().wrong("\"%s\" is here twice".formatted(name));
            return List.of();
        }
        var page = YamlFile.read(folder, name, problems);
        if (page.isEmpty()) {
            return List.of();
        }
        files.add(name);
        var rules = reader.read(page.get(), city.of(name, queues, flows, topics));
        page.get().end();
        return rules;
    }

    private static Set<String> granted(YamlBlock grant, String key, Collection<String> known, String isA) {
        var names = new TreeSet<String>();
        if (grant.has(key)) {
            grant.optionalList(key).forEach(value -> names.add(YamlBlock.oneOf(value, known, isA)));
        }
        return names;
    }
}
