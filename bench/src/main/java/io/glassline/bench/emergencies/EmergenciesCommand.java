package io.glassline.bench.emergencies;

import io.glassline.bench.town.City;
import io.glassline.router.gate.Gates;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How many emergencies the example city's gate hears, by kind and style, and how many harmless texts alarm it. The
/// sentences that are held out were written by another hand than those to learn from, and than the gate's patterns.
@Command(
        name = "emergencies",
        description = "How many emergencies the gate hears, and how many harmless texts alarm it.",
        mixinStandardHelpOptions = true)
public final class EmergenciesCommand implements Callable<Integer> {

    /// Which sentences.
    enum Set {
        HELD_OUT("held-out"),
        TRAINING("training");

        private final String folder;

        Set(String folder) {
            this.folder = folder;
        }
    }

    @Option(names = "--of", description = "HELD_OUT, or TRAINING: those to learn from (default: ${DEFAULT-VALUE})")
    Set set = Set.HELD_OUT;

    @Option(names = "--show", description = "print each text that is misjudged")
    boolean show;

    @Override
    public Integer call() {
        var gates = City.read("http://127.0.0.1:1", 1, 1).gates();
        var clean = Sentence.read(set.folder + "/emergencies.tsv");
        var emergencies = Stream.concat(
                        clean.stream(),
                        set == Set.HELD_OUT ? Sentence.noisy(set.folder + "/noisy.tsv", clean).stream() : Stream.of())
                .toList();
        var harmless = Sentence.read(set.folder + "/harmless.tsv");
        table("Emergencies missed", "kind", emergencies, Sentence::kind, said -> !isAlarm(gates, said));
        table(
                "Emergencies missed",
                "language and style",
                emergencies,
                EmergenciesCommand::style,
                said -> !isAlarm(gates, said));
        table("Harmless texts that alarm", "near to", harmless, Sentence::kind, said -> isAlarm(gates, said));
        return 0;
    }

    private static String style(Sentence said) {
        return said.language().getLanguage() + ", " + said.style();
    }

    private static boolean isAlarm(Gates gates, Sentence said) {
        return gates.alarm(NormalizedText.of(said.text()), said.language()).isPresent();
    }

    private void table(
            String title,
            String by,
            List<Sentence> sentences,
            Function<Sentence, String> group,
            Function<Sentence, Boolean> isMisjudged) {
        var groups = sentences.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
        System.out.printf("%n## %s%n%n| %s | of | | share |%n| --- | --- | --- | --- |%n", title, by);
        groups.forEach((name, said) -> row(name, said, isMisjudged));
        row("**all**", sentences, isMisjudged);
        if (show) {
            sentences.stream()
                    .filter(isMisjudged::apply)
                    .forEach(said -> System.out.println("- " + said.kind() + ": " + said.text()));
        }
    }

    private static void row(String name, List<Sentence> said, Function<Sentence, Boolean> isMisjudged) {
        var misjudged = said.stream().filter(isMisjudged::apply).count();
        System.out.printf(
                "| %s | %d | %d | %.1f %% |%n", name, said.size(), misjudged, 100.0 * misjudged / said.size());
    }
}
