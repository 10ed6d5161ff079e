package io.glassline.bench.emergencies;

import io.glassline.bench.town.City;
import io.glassline.router.gate.Alarm;
import io.glassline.router.gate.Gates;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the example city's gate makes of emergencies, of harmless texts and of ordinary turns of a conversation, by
/// kind and style, and of refusals of messages, if `held-out/refusals.tsv` is there. None of these sentences is
/// learnt from: they were written by another hand than those that the gate learns from, and than its patterns.
@Command(
        name = "emergencies",
        description = "How many emergencies and refusals the gate hears, and how many harmless texts it takes for one.",
        mixinStandardHelpOptions = true)
public final class EmergenciesCommand implements Callable<Integer> {

    @Option(names = "--patterns-only", description = "without what the gate has learnt")
    boolean patternsOnly;

    @Option(names = "--show", description = "print each text that is misjudged")
    boolean show;

    @Override
    public Integer call() {
        var gates = City.read("http://127.0.0.1:1", 1, 1).gates();
        var clean = Sentence.read("held-out/emergencies.tsv");
        var emergencies = Stream.concat(clean.stream(), Sentence.noisy("held-out/noisy.tsv", clean).stream())
                .map(sentence -> judge(gates, sentence))
                .toList();
        var harmless = Sentence.read("held-out/harmless.tsv").stream()
                .map(sentence -> judge(gates, sentence))
                .toList();
        table("Emergencies", "kind", emergencies, judged -> judged.sentence().kind());
        table("Emergencies", "language and style", emergencies, Judged::style);
        table("Harmless texts", "near to", harmless, judged -> judged.sentence().kind());
        table("Harmless texts", "language and style", harmless, Judged::style);
        var ordinary = Sentence.ordinaryTurns("held-out/ordinary-turns.tsv").stream()
                .map(sentence -> judge(gates, sentence))
                .toList();
        var neighbours = Sentence.read("held-out/neighbours.tsv").stream()
                .map(sentence -> judge(gates, sentence))
                .toList();
        table("Ordinary turns of a conversation", "language and style", ordinary, Judged::style);
        table(
                "Emergencies and what is near to them",
                "what they are",
                neighbours,
                judged -> judged.sentence().kind());
        var refusals = RefusalTable.of("held-out/refusals.tsv", gates, !patternsOnly);
        refusals.ifPresent(RefusalTable::print);
        if (show) {
            show("Missed", emergencies.stream().filter(Judged::isNone));
            show("Alarmed", harmless.stream().filter(Judged::isCertain));
            show("Ordinary turns alarmed or asked about", ordinary.stream().filter(judged -> !judged.isNone()));
            refusals.ifPresent(RefusalTable::show);
        }
        return 0;
    }

    private Judged judge(Gates gates, Sentence sentence) {
        var said = NormalizedText.of(sentence.text());
        return new Judged(
                sentence,
                patternsOnly
                        ? gates.alarmByPattern(said, sentence.language())
                        : gates.alarm(gates.readings(said), sentence.language()));
    }

    private static void table(String title, String by, List<Judged> judged, Function<Judged, String> group) {
        var groups = judged.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
        System.out.printf(
                "%n## %s, by %s%n%n| | of | emergency | perhaps | none |%n| --- | --- | --- | --- | --- |%n",
                title, by);
        groups.forEach(EmergenciesCommand::row);
        row("**all**", judged);
    }

    private static void row(String name, List<Judged> judged) {
        var certain = judged.stream().filter(Judged::isCertain).count();
        var none = judged.stream().filter(Judged::isNone).count();
        var all = judged.size();
        System.out.printf(
                "| %s | %d | %.1f %% | %.1f %% | %.1f %% |%n",
                name, all, 100.0 * certain / all, 100.0 * (all - certain - none) / all, 100.0 * none / all);
    }

    private static void show(String title, Stream<Judged> judged) {
        System.out.printf("%n## %s%n%n", title);
        judged.forEach(one -> System.out.println(
                "- " + one.sentence().kind() + ": " + one.sentence().text()));
    }

    private record Judged(Sentence sentence, Optional<Alarm> alarm) {

        boolean isCertain() {
            return alarm.filter(Alarm::isCertain).isPresent();
        }

        boolean isNone() {
            return alarm.isEmpty();
        }

        String style() {
            return sentence.language().getLanguage() + ", " + sentence.style();
        }
    }
}
