package io.glassline.console;

import io.glassline.trial.Replay;
import io.glassline.trial.Replay.Load;
import io.glassline.trial.Replay.State;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Makes of a replay what a page shows of it, for one viewer.
@Singleton
final class ReplayRuns {

    private static final int HOURS = 24;

    private final DifferenceLines differences;
    private final OutcomeTitles outcomes;
    private final CityTime time;

    ReplayRuns(DifferenceLines differences, OutcomeTitles outcomes, CityTime time) {
        this.differences = differences;
        this.outcomes = outcomes;
        this.time = time;
    }

    ReplayPage.Run of(Replay replay, String href, StaffSession viewer) {
        var done = replay.messages() + replay.erased();
        var days = replay.back().toDays();
        return new ReplayPage.Run(
                href,
                state(replay),
                replay.state() == State.DONE || replay.state() == State.FAILED,
                replay.failed(),
                days == 1 ? "the last day" : "the last " + days + " days",
                time.at(replay.begunAt()),
                DifferenceLines.percent(done, replay.total()),
                replay.left().map(CityTime::length),
                figures(replay),
                differences.moves(replay.byOutcome(), replay.different()),
                Math.max(0, replay.byOutcome().size() - DifferenceLines.ROWS_MAX),
                loads(replay.load()),
                IntStream.range(0, HOURS).boxed().toList(),
                differences.examples(replay.examples(), viewer),
                viewer.mayRead());
    }

    private static String state(Replay replay) {
        return switch (replay.state()) {
            case WAITING -> "Waits until another replay has ended";
            case RUNNING -> "Replaying";
            case DONE -> "Done";
            case FAILED -> "Ended early";
        };
    }

    private static List<FiguresPage.Figure> figures(Replay replay) {
        return List.of(
                DifferenceLines.figure(
                        "Decided again",
                        replay.messages(),
                        "of " + DifferenceLines.count(replay.total()) + " recorded messages"),
                DifferenceLines.figure(
                        "Different",
                        replay.different(),
                        DifferenceLines.share(replay.different(), replay.messages())
                                + " would go elsewhere, or get another answer"),
                DifferenceLines.figure(
                        "Not reproduced",
                        replay.notReproduced(),
                        "the active version decides otherwise than the record has it; compared with what it decides now"),
                DifferenceLines.figure("Erased", replay.erased(), "have no words any more, and are not guessed about"));
    }

    private List<ReplayPage.QueueLoad> loads(List<Load> loads) {
        var byQueue = new LinkedHashMap<String, Map<Integer, Load>>();
        loads.forEach(load -> byQueue.computeIfAbsent(load.queue(), _ -> new LinkedHashMap<>())
                .put(load.hour(), load));
        return byQueue.entrySet().stream()
                .map(entry -> load(entry.getKey(), entry.getValue()))
                .toList();
    }

    private ReplayPage.QueueLoad load(String queue, Map<Integer, Load> byHour) {
        var now = byHour.values().stream().mapToLong(Load::now).sum();
        var then = byHour.values().stream().mapToLong(Load::then).sum();
        var most = byHour.values().stream()
                .mapToLong(load -> Math.max(load.now(), load.then()))
                .max()
                .orElse(0);
        var hours = IntStream.range(0, HOURS)
                .mapToObj(hour -> {
                    var load = byHour.getOrDefault(hour, new Load(queue, hour, 0, 0));
                    return new ReplayPage.Hour(
                            hour,
                            load.now(),
                            load.then(),
                            DifferenceLines.percent(load.now(), most),
                            DifferenceLines.percent(load.then(), most));
                })
                .toList();
        var busiest = hours.stream()
                .reduce((one, other) -> other.then() > one.then() ? other : one)
                .map(hour -> String.format(Locale.ENGLISH, "%02d:00, %,d", hour.hour(), hour.then()))
                .orElse("");
        return new ReplayPage.QueueLoad(
                outcomes.queue(queue),
                DifferenceLines.count(now),
                DifferenceLines.count(then),
                change(then - now),
                busiest,
                hours);
    }

    private static String change(long difference) {
        return difference == 0
                ? "same"
                : String.format(Locale.ENGLISH, "%+,d", difference).replace('-', '−');
    }
}
