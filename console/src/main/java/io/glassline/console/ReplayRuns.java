package io.glassline.console;

import io.glassline.trial.Replay;
import io.glassline.trial.Replay.Load;
import io.glassline.trial.Replay.State;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes of a replay what a page shows of it, for one viewer.
@Singleton
final class ReplayRuns {

    private static final int HOURS = 24;

    /// More than this of outcomes or examples nobody reads.
    private static final int ROWS_MAX = 50;

    private final OutcomeTitles outcomes;
    private final CityTime time;

    ReplayRuns(OutcomeTitles outcomes, CityTime time) {
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
                percent(done, replay.total()),
                replay.left().map(CityTime::length),
                figures(replay),
                moves(replay),
                Math.max(0, replay.byOutcome().size() - ROWS_MAX),
                loads(replay.load()),
                IntStream.range(0, HOURS).boxed().toList(),
                replay.examples().stream()
                        .limit(ROWS_MAX)
                        .map(example -> example(example, viewer))
                        .toList(),
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
                figure("Decided again", replay.messages(), "of " + count(replay.total()) + " recorded messages"),
                figure(
                        "Different",
                        replay.different(),
                        share(replay.different(), replay.messages()) + " would go elsewhere, or get another answer"),
                figure(
                        "Not reproduced",
                        replay.notReproduced(),
                        "the active version decides otherwise than the record has it; compared with what it decides now"),
                figure("Erased", replay.erased(), "have no words any more, and are not guessed about"));
    }

    private List<ReplayPage.Move> moves(Replay replay) {
        var most =
                replay.byOutcome().stream().mapToLong(Replay.Move::count).max().orElse(0);
        return replay.byOutcome().stream()
                .limit(ROWS_MAX)
                .map(move -> new ReplayPage.Move(
                        outcomes.of(move.from()),
                        outcomes.of(move.to()),
                        count(move.count()),
                        share(move.count(), replay.different()),
                        percent(move.count(), most)))
                .toList();
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
                            hour, load.now(), load.then(), percent(load.now(), most), percent(load.then(), most));
                })
                .toList();
        var busiest = hours.stream()
                .reduce((one, other) -> other.then() > one.then() ? other : one)
                .map(hour -> String.format(Locale.ENGLISH, "%02d:00, %,d", hour.hour(), hour.then()))
                .orElse("");
        return new ReplayPage.QueueLoad(
                outcomes.queue(queue), count(now), count(then), change(then - now), busiest, hours);
    }

    private ReplayPage.Example example(Replay.Example example, StaffSession viewer) {
        return new ReplayPage.Example(
                ChannelTitle.of(example.channel()),
                time.at(example.at()),
                time.full(example.at()),
                example.at().toString(),
                outcomes.of(example.from()),
                outcomes.of(example.to()),
                example.because(),
                example.words().filter(_ -> viewer.mayRead()).map(ConversationLines::shortened),
                Optional.of("/console/conversations/" + example.conversation()).filter(_ -> viewer.mayRead()));
    }

    private static FiguresPage.Figure figure(String title, long count, String meaning) {
        return new FiguresPage.Figure(title, Optional.of(count(count)), "", meaning);
    }

    private static String change(long difference) {
        return difference == 0
                ? "same"
                : String.format(Locale.ENGLISH, "%+,d", difference).replace('-', '−');
    }

    private static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ENGLISH, "%.1f %%", 100.0 * part / whole);
    }

    private static int percent(long part, long whole) {
        return whole == 0 ? 0 : (int) Math.clamp(Math.round(100.0 * part / whole), 0, 100);
    }
}
