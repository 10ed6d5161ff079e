package io.glassline.console;

import io.glassline.trial.Replay;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a draft would do otherwise, as the pages of replays and shadows show it.
@Singleton
final class DifferenceLines {

    /// More than this of outcomes or examples nobody reads.
    static final int ROWS_MAX = 50;

    private final OutcomeTitles outcomes;
    private final CityTime time;

    DifferenceLines(OutcomeTitles outcomes, CityTime time) {
        this.outcomes = outcomes;
        this.time = time;
    }

    /// @param different how many differ in all
    List<ReplayPage.Move> moves(List<Replay.Move> moves, long different) {
        var most = moves.stream().mapToLong(Replay.Move::count).max().orElse(0);
        return moves.stream()
                .limit(ROWS_MAX)
                .map(move -> new ReplayPage.Move(
                        outcomes.of(move.from()),
                        outcomes.of(move.to()),
                        count(move.count()),
                        share(move.count(), different),
                        percent(move.count(), most)))
                .toList();
    }

    List<ReplayPage.Example> examples(List<Replay.Example> examples, StaffSession viewer) {
        return examples.stream()
                .limit(ROWS_MAX)
                .map(example -> example(example, viewer))
                .toList();
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

    static FiguresPage.Figure figure(String title, long count, String meaning) {
        return new FiguresPage.Figure(title, Optional.of(count(count)), meaning);
    }

    static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    static String share(long part, long whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ENGLISH, "%.1f %%", 100.0 * part / whole);
    }

    static int percent(long part, long whole) {
        return whole == 0 ? 0 : (int) Math.clamp(Math.round(100.0 * part / whole), 0, 100);
    }
}
