package io.glassline.bench.emergencies;

import io.glassline.router.gate.Gates;
import io.glassline.router.gate.Refusals;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the example city's gate makes of refusals of messages, and of texts that only sound like one.
final class RefusalTable {

    private static final String REFUSE = "refuse";
    private static final String NEIGHBOUR = "neighbour";

    private final List<Judged> judged;

    private RefusalTable(List<Judged> judged) {
        this.judged = judged;
    }

    /// Of a file beside this class whose lines are what is expected (`refuse` or `neighbour`) and the text,
    /// with a tab between, and may have a heading; empty if there is no such file.
    ///
    /// @param learns false: by keywords and phrases alone
    static Optional<RefusalTable> of(String file, Gates gates, boolean learns) {
        return Sentence.linesIfThere(file)
                .map(lines -> new RefusalTable(lines.stream()
                        .filter(line -> !line.startsWith("expected\t"))
                        .map(line -> judge(gates, line, learns))
                        .toList()));
    }

    private static Judged judge(Gates gates, String line, boolean learns) {
        var fields = line.split("\t", -1);
        if (fields.length != 2 || !List.of(REFUSE, NEIGHBOUR).contains(fields[0])) {
            throw new IllegalArgumentException("not \"refuse\" or \"neighbour\" and a text: " + line);
        }
        return new Judged(fields[0], fields[1], heard(gates, fields[1], learns));
    }

    private static Heard heard(Gates gates, String text, boolean learns) {
        if (gates.stop().in(NormalizedText.of(text)).isPresent()) {
            return Heard.OPTED_OUT;
        }
        return gates.refusals()
                .in(text, gates::readings)
                .or(() -> learns ? gates.learntRefusal(text, gates::readings) : Optional.<Refusals.Hit>empty())
                .map(hit -> hit.isCertain() ? Heard.OPTED_OUT : Heard.ASKED)
                .orElse(Heard.NOT);
    }

    void print() {
        System.out.printf("%n## Refusals%n%n| | of | opted out | asked | neither |%n| --- | --- | --- | --- | --- |%n");
        row("refuse messages (neither: missed)", REFUSE);
        row("only sound like it (opted out: false)", NEIGHBOUR);
    }

    private void row(String name, String expected) {
        var all = judged.stream().filter(one -> one.expected().equals(expected)).count();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s |%n",
                name,
                all,
                share(expected, Heard.OPTED_OUT, all),
                share(expected, Heard.ASKED, all),
                share(expected, Heard.NOT, all));
    }

    private String share(String expected, Heard heard, long all) {
        var count = those(expected, heard).count();
        return String.format(Locale.ROOT, "%d (%.1f %%)", count, 100.0 * count / Math.max(1, all));
    }

    /// Each text that is misjudged.
    void show() {
        show("Refusals missed", REFUSE, Heard.NOT);
        show("Falsely opted out", NEIGHBOUR, Heard.OPTED_OUT);
        show("Asked, and refuse nothing", NEIGHBOUR, Heard.ASKED);
    }

    private void show(String title, String expected, Heard heard) {
        System.out.printf("%n## %s%n%n", title);
        those(expected, heard).forEach(one -> System.out.println("- " + one.text()));
    }

    private Stream<Judged> those(String expected, Heard heard) {
        return judged.stream().filter(one -> one.expected().equals(expected) && one.heard() == heard);
    }

    private enum Heard {
        OPTED_OUT,
        ASKED,
        NOT
    }

    private record Judged(String expected, String text, Heard heard) {}
}
