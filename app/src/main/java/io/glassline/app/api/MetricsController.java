package io.glassline.app.api;

import io.glassline.desk.Board;
import io.glassline.desk.Board.Count;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.figure.desk.Figure;
import io.glassline.figure.desk.PeriodFigures;
import io.glassline.figure.desk.PeriodFigures.By;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The desk's main figures of the last hours ([DeskFigures]), and how much was said in them.
@Controller("/api/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.READER)
final class MetricsController {

    private static final int HOURS_MAX = 24 * 366;

    private final Board board;
    private final DeskFigures figures;
    private final InstantSource clock;

    MetricsController(Board board, DeskFigures figures, InstantSource clock) {
        this.board = board;
        this.figures = figures;
        this.clock = clock;
    }

    /// Conversations are those that ended in the time or are open at its end. Times are Kaplan and Meier's medians and
    /// 90th percentiles, in which who waits is counted; absent where they cannot be told.
    ///
    /// @param hours the time looked back on, from 1 to [#HOURS_MAX].
    @Get("/summary")
    Summary summary(@QueryValue(defaultValue = "24") int hours) {
        var now = clock.instant();
        var since = now.minus(Duration.ofHours(Math.clamp(hours, 1, HOURS_MAX)));
        var period = figures.alone(since, now);
        var all = period.all();
        var activity = board.activity(since);
        return new Summary(
                since,
                conversations(all),
                activity.messagesIn(),
                activity.messagesOut(),
                all.count(Figure.ANSWERED_BY_BOT) + all.count(Figure.OPEN_ANSWERED_BY_BOT),
                all.count(Figure.PERSON_ASKED) + all.count(Figure.OPEN_WITH_PERSON),
                seconds(all, Figure.FIRST_ANSWER_HALF_WITHIN),
                seconds(all, Figure.FIRST_ANSWER_NINE_IN_TEN_WITHIN),
                seconds(all, Figure.PERSON_HALF_WITHIN),
                seconds(all, Figure.PERSON_NINE_IN_TEN_WITHIN),
                period.by(By.CHANNEL).entrySet().stream()
                        .map(channel -> new Count(channel.getKey(), conversations(channel.getValue())))
                        .sorted(Comparator.comparing(Count::count).reversed().thenComparing(Count::name))
                        .toList(),
                activity.byOutcome());
    }

    private static long conversations(PeriodFigures.Group group) {
        return group.count(Figure.CONVERSATIONS) + group.count(Figure.OPEN);
    }

    private static Optional<Double> seconds(PeriodFigures.Group group, Figure figure) {
        return group.get(figure).map(Long::doubleValue);
    }

    record Summary(
            Instant since,
            long conversations,
            long messagesIn,
            long messagesOut,
            long answeredByBot,
            long handedOver,
            Optional<Double> firstResponseMedianSeconds,
            Optional<Double> firstResponseP90Seconds,
            Optional<Double> waitMedianSeconds,
            Optional<Double> waitP90Seconds,
            List<Count> byChannel,
            List<Count> byOutcome) {}
}
