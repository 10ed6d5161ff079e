package io.glassline.bench.days;

import io.glassline.bench.days.DaysRun.Judged;
import io.glassline.bench.days.Item.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The account of a run: a line for each kind and channel, and each item that the gateway has failed.
record DaysReport(List<Judged> judged) {

    List<Judged> faults() {
        return judged.stream().filter(one -> one.verdict().outcome().isEmpty()).toList();
    }

    List<String> lines() {
        var byKind =
                judged.stream().collect(Collectors.groupingBy(DaysReport::kind, TreeMap::new, Collectors.toList()));
        var lines = new ArrayList<String>();
        lines.add("%-52s %6s  %s".formatted("kind", "items", "what became of them"));
        byKind.forEach((kind, items) -> lines.add("%-52s %6d  %s"
                .formatted(
                        kind,
                        items.size(),
                        items.stream()
                                .collect(
                                        Collectors.groupingBy(DaysReport::outcome, TreeMap::new, Collectors.counting()))
                                .entrySet()
                                .stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .collect(Collectors.joining("; ")))));
        lines.add("%d items, %d without an answer, a person or a stated reason"
                .formatted(judged.size(), faults().size()));
        return lines;
    }

    private static String kind(Judged one) {
        return switch (one.item().key()) {
                    case Key.ById(var account, var _) -> account;
                    case Key.ByMailId _, Key.ByOwnMailId _ -> "city-email";
                    case Key.ByCaller _ -> "city-voice";
                    case Key.Nowhere _ -> "any";
                }
                + ": " + one.item().kind();
    }

    private static String outcome(Judged one) {
        return one.verdict().outcome().map(Outcome::words).orElse("FAULT");
    }
}
