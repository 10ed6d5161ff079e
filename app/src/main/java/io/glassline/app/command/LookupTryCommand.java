package io.glassline.app.command;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.LookupDefinition;
import io.glassline.router.yaml.Suggestion;
import io.glassline.routing.Lookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes one look-up and prints what came, with how long it took. Nothing is stored, and nothing of the
/// gateway runs.
@Command(
        name = "try",
        description = {
            "Makes one look-up of lookups.yml, and prints the rows, or why there are none, and the time it took.",
            "The look-up named address is the one of addresses.yml: with said=\"45 elm\", or latitude=.. longitude=..",
            "The variables that sources.yml names must be set; for a look-up without a source, GLASSLINE_DB_URL."
        },
        mixinStandardHelpOptions = true)
final class LookupTryCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "the look-up's name in lookups.yml")
    String name = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "what it asks with")
    Map<String, String> arguments = new LinkedHashMap<>();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "the configuration folder (default: $GLASSLINE_CONFIG, or config)")
    @Nullable
    Path folder;

    @Override
    public Integer call() {
        var out = System.out;
        return switch (CityConfig.read(Home.config(folder), Adapters.formsOfEvery(), PlaceholderVariables::value)) {
            case Parsed.Bad<CityConfig>(var problems) -> {
                problems.forEach(out::println);
                yield 1;
            }
            case Parsed.Good<CityConfig>(var city) -> {
                if (name.equals(Lookup.ADDRESS) && city.addresses().isPresent()) {
                    yield AddressTry.tried(city.addresses().get(), arguments);
                }
                var lookup = city.lookups().get(name);
                if (lookup == null) {
                    out.printf(
                            "there is no look-up named \"%s\"; %s%n",
                            name, Suggestion.of(name, city.lookups().keySet()));
                    yield 1;
                }
                if (!arguments.keySet().equals(lookup.parameters())) {
                    out.printf("%s asks with %s: give each as KEY=VALUE%n", name, new TreeSet<>(lookup.parameters()));
                    yield 1;
                }
                yield tried(lookup);
            }
        };
    }

    private int tried(LookupDefinition lookup) {
        var out = System.out;
        try (var live = LiveSources.open()) {
            var started = System.nanoTime();
            var result = live.sources().ask(lookup.asked(), new Lookup(name, arguments));
            var took = Duration.ofNanos(System.nanoTime() - started).toMillis();
            var source = lookup.asked().source().name();
            switch (result) {
                case Lookup.Result.Found(var rows) -> {
                    for (var row : rows) {
                        lookup.columns()
                                .forEach(column -> out.printf("%s: %s%n", column, row.getOrDefault(column, "")));
                        out.println();
                    }
                    out.printf("%d rows from %s in %d ms%n", rows.size(), source, took);
                    return 0;
                }
                case Lookup.Result.Unreachable(var because) -> {
                    out.printf("no answer from %s after %d ms: %s%n", source, took, because);
                    return 1;
                }
            }
        }
    }
}
