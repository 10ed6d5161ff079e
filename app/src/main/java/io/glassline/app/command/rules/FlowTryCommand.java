package io.glassline.app.command.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.app.command.AddressTry;
import io.glassline.app.command.ConfigOption;
import io.glassline.app.command.LiveSources;
import io.glassline.router.city.CityConfig;
import io.glassline.router.trial.PlayedFlow;
import io.glassline.router.yaml.Suggestion;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.routing.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plays a form in the terminal: what the citizen would say is typed, and what would be submitted is shown.
@Command(
        name = "try",
        description = {
            "Plays a form of the city in the terminal. Type what the citizen would write; an empty line ends it.",
            "Nothing is sent, stored or submitted. Look-ups ask the sources of sources.yml and GLASSLINE_DB_URL; where one",
            "does not answer, you are asked what it finds."
        },
        mixinStandardHelpOptions = true)
final class FlowTryCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "the form's name: its file in flows/ without .yml")
    String name = "";

    @Mixin
    ConfigOption config = new ConfigOption();

    @Option(names = "--channel", defaultValue = "sms", description = "such as sms or voice (default: ${DEFAULT-VALUE})")
    String channel = "sms";

    @Option(names = "--language", description = "such as es (default: the city's first)")
    @Nullable
    String language;

    private final PrintStream out = System.out;
    private final BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, UTF_8));

    @Override
    public Integer call() throws IOException {
        var city = new Folder(config.folder()).city();
        if (!city.flows().containsKey(name)) {
            throw new Refused("there is no form named \"%s\"; %s"
                    .formatted(name, Suggestion.of(name, city.flows().keySet())));
        }
        try (var live = LiveSources.open()) {
            var spoken = language == null ? city.firstLanguage() : Locale.forLanguageTag(language);
            var addresses = city.addresses().map(list -> AddressTry.lookups(list, live));
            var played = new PlayedFlow(
                    Folder.bot(city),
                    channel,
                    spoken,
                    Instant.now().atZone(city.zone()),
                    lookup -> ask(city, live, addresses, lookup));
            print(played.begin(name));
            while (played.isOpen()) {
                var words = line("> ");
                if (words.isEmpty()) {
                    return 0;
                }
                print(played.says(words));
            }
            return 0;
        }
    }

    private void print(Route.Decided decided) {
        for (var reply : decided.replies()) {
            out.println(reply.text());
            var number = 1;
            for (var offer : reply.offers()) {
                out.printf("  %d. %s%n", number++, offer.label());
            }
        }
        decided.submissions()
                .forEach(submission -> out.printf(
                        "[would be submitted to \"%s\": %s]%n",
                        submission.service(), new TreeMap<>(submission.values())));
        out.printf("[%s]%n%n", decided.decision().outcome());
    }

    private Lookup.Result ask(CityConfig city, LiveSources live, Optional<Lookups> addresses, Lookup lookup) {
        if (lookup.name().equals(Lookup.ADDRESS) && addresses.isPresent()) {
            return addresses.get().ask(lookup);
        }
        if (lookup.name().equals(Lookup.NEARBY)) {
            return new Lookup.Result.Found(List.of()); // nothing is reported where nothing is submitted
        }
        var definition = city.lookups().get(lookup.name());
        if (definition != null && live.sources().ask(definition.asked(), lookup) instanceof Lookup.Result.Found found) {
            return found;
        }
        return byHand(definition == null ? List.of() : definition.columns(), lookup);
    }

    /// Nothing answers, so that whoever plays says what is found.
    private Lookup.Result byHand(List<String> columns, Lookup lookup) {
        out.printf(
                "[the look-up \"%s\" with %s has no answer here]%n", lookup.name(), new TreeMap<>(lookup.arguments()));
        while (true) {
            var typedRow = line("[what does it find? column=value; column=value%s, or an empty line for nothing] "
                    .formatted(columns.isEmpty() ? "" : " of " + String.join(", ", columns)));
            var row = row(typedRow);
            if (row.isPresent()) {
                return new Lookup.Result.Found(row.get().isEmpty() ? List.of() : List.of(row.get()));
            }
            out.printf("[\"%s\" is not column=value]%n", typedRow);
        }
    }

    /// No columns for an empty line; nothing where it is none of both.
    private static Optional<Map<String, String>> row(String typed) {
        var row = new LinkedHashMap<String, String>();
        for (var pair : typed.isEmpty() ? new String[0] : typed.split(";")) {
            var parts = pair.strip().split("=", 2);
            if (parts.length < 2) {
                return Optional.empty();
            }
            row.put(parts[0].strip(), parts[1].strip());
        }
        return Optional.of(row);
    }

    private String line(String prompt) {
        try {
            out.print(prompt);
            out.flush();
            var line = typed.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            return ""; // nobody types any more
        }
    }
}
