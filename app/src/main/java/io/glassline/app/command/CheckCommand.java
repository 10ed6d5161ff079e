package io.glassline.app.command;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.app.node.TrainingCacheFolder;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.KnowledgeReview;
import io.glassline.router.knowledge.Retrieval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Reads a city's configuration as `serve` would, starts nothing, and prints every mistake; asked
/// to, it compares look-ups with the live sources, services with their systems, and templates with
/// what their providers have. Where there is none, it learns the approved answers and warns where
/// they are weak: that is for their owners to judge, and no failure.
@Command(
        name = "check",
        description = "Reads a city's configuration and prints every mistake, and what is weak in its answers, "
                + "with file and line.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    private static final String KNOWLEDGE = "knowledge";

    @Mixin
    ConfigArgument configured = new ConfigArgument();

    @Option(
            names = "--live",
            description = "also ask each source of look-ups which columns it has, each system which services, and "
                    + "each provider which templates; their variables must be set")
    boolean live;

    @Override
    public Integer call() {
        var config = configured.folder();
        var out = System.out;
        if (!Files.isDirectory(config)) {
            out.println(config + ": there is no such folder; name the folder that holds city.yml");
            return 1;
        }
        return switch (CityConfig.read(config, Adapters.formsOfEvery(), PlaceholderVariables::value)) {
            case Parsed.Bad<CityConfig>(var problems) -> {
                problems.forEach(out::println);
                out.println(problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes");
                yield 1;
            }
            case Parsed.Good<CityConfig>(var city) -> {
                var mismatches = live
                        ? Stream.of(
                                        LiveLookups.mismatches(city),
                                        LiveServices.mismatches(city),
                                        LiveTemplates.mismatches(city))
                                .flatMap(List::stream)
                                .toList()
                        : List.<Problem>of();
                if (!mismatches.isEmpty()) {
                    mismatches.forEach(out::println);
                    out.println(mismatches.size() == 1 ? "1 mistake" : mismatches.size() + " mistakes");
                    yield 1;
                }
                var warnings = Stream.concat(city.warnings().stream(), weakAnswers(config, city))
                        .toList();
                warnings.forEach(warning -> out.printf(
                        "%s:%d: warning: %s %s%n", warning.file(), warning.line(), warning.path(), warning.says()));
                out.printf(
                        "%s: no mistakes, %s. %s: %d accounts, %d flows, version %s, knowledge %s%n",
                        config,
                        switch (warnings.size()) {
                            case 0 -> "no warnings";
                            case 1 -> "1 warning";
                            default -> warnings.size() + " warnings";
                        },
                        city.name(),
                        city.accounts().size(),
                        city.flows().size(),
                        city.version(),
                        city.knowledge().version());
                yield 0;
            }
        };
    }

    /// What is learnt is kept beside the build, so that the next check is quick.
    private static Stream<Problem> weakAnswers(Path config, CityConfig city) {
        var retrieval = new Retrieval(
                city.knowledge(), new TrainingCacheFolder(Home.folder().resolve(".glassline/notebook")));
        return KnowledgeReview.warnings(
                        config.resolve(KNOWLEDGE), city.languages(), LocalDate.now(city.zone()), retrieval)
                .stream()
                .map(weak -> new Problem(KNOWLEDGE + "/" + weak.file(), weak.line(), weak.path(), weak.says()));
    }
}
