package io.glassline.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a shadow has found. What several nodes found adds up.
///
/// @param messages how many the draft decided about, beside the active version
/// @param different how many it would send elsewhere, or answer otherwise
/// @param skipped how many were not compared, for more waited than fit in
/// @param inForms how many were in a form that another version would leave as it began
/// @param failed how many the draft could not decide about
/// @param activeTook how long the active version took for all of `messages`, look-ups among it
/// @param draftTook how long the draft took for all of them
/// @param slowest the draft's slowest decision
/// @param moves what would go where instead, the most frequent first
/// @param faults the draft's rules that could not be evaluated
/// @param examples some of what would be different, without words
/// @param problems nodes that cannot run the draft, and why
public record ShadowFindings(
        long messages,
        long different,
        long skipped,
        long inForms,
        long failed,
        Duration activeTook,
        Duration draftTook,
        Duration slowest,
        List<Replay.Move> moves,
        List<Fault> faults,
        List<Replay.Example> examples,
        List<String> problems) {

    /// How many examples are kept of all nodes together.
    public static final int EXAMPLES_MAX = 40;

    public static final ShadowFindings NONE = new ShadowFindings(
            0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of(), List.of(), List.of());

    public ShadowFindings {
        moves = List.copyOf(moves);
        faults = List.copyOf(faults);
        examples = List.copyOf(examples);
        problems = List.copyOf(problems);
    }

    /// @param because the error, without anything that a citizen wrote
    public record Fault(String rule, String because, long count) {}

    public ShadowFindings plus(ShadowFindings more) {
        return new ShadowFindings(
                messages + more.messages,
                different + more.different,
                skipped + more.skipped,
                inForms + more.inForms,
                failed + more.failed,
                activeTook.plus(more.activeTook),
                draftTook.plus(more.draftTook),
                slowest.compareTo(more.slowest) >= 0 ? slowest : more.slowest,
                moves(more),
                faults(more),
                examples(more),
                List.copyOf(new LinkedHashSet<>(
                        Stream.concat(problems.stream(), more.problems.stream()).toList())));
    }

    public ShadowFindings with(List<Replay.Example> examples) {
        return new ShadowFindings(
                messages,
                different,
                skipped,
                inForms,
                failed,
                activeTook,
                draftTook,
                slowest,
                moves,
                faults,
                examples,
                problems);
    }

    /// Nothing, for this reason.
    public static ShadowFindings none(String problem) {
        return new ShadowFindings(
                0,
                0,
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                List.of(),
                List.of(),
                List.of(problem));
    }

    private record Way(String from, String to) {}

    private List<Replay.Move> moves(ShadowFindings more) {
        Map<Way, Long> counts = new LinkedHashMap<>();
        Stream.concat(moves.stream(), more.moves.stream())
                .forEach(move -> counts.merge(new Way(move.from(), move.to()), move.count(), Long::sum));
        return counts.entrySet().stream()
                .map(count ->
                        new Replay.Move(count.getKey().from(), count.getKey().to(), count.getValue()))
                .sorted(Comparator.comparingLong(Replay.Move::count)
                        .reversed()
                        .thenComparing(Replay.Move::from)
                        .thenComparing(Replay.Move::to))
                .toList();
    }

    private List<Fault> faults(ShadowFindings more) {
        Map<String, Fault> counts = new LinkedHashMap<>();
        Stream.concat(faults.stream(), more.faults.stream())
                .forEach(fault -> counts.merge(
                        fault.rule(),
                        fault,
                        (one, other) -> new Fault(one.rule(), one.because(), one.count() + other.count())));
        return List.copyOf(counts.values());
    }

    /// By turns of both, so that no node's examples crowd out another's.
    private List<Replay.Example> examples(ShadowFindings more) {
        var both = new ArrayList<Replay.Example>();
        for (var i = 0; i < Math.max(examples.size(), more.examples.size()); i++) {
            examples.stream().skip(i).findFirst().ifPresent(both::add);
            more.examples.stream().skip(i).findFirst().ifPresent(both::add);
        }
        return both.stream().limit(EXAMPLES_MAX).toList();
    }
}
