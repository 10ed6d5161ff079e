package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.figure.desk.DeskFigures.Comparison;
import io.glassline.figure.desk.DeskFigures.Line;
import io.glassline.figure.desk.DeskFigures.Window;
import io.glassline.figure.desk.Figure;
import io.glassline.figure.desk.PeriodFigures.By;
import io.glassline.figure.desk.PeriodFigures.Period;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The figures of the desk, as its page has them.
@Controller("/api/figures")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.READER)
final class FiguresController {

    /// What is read for one answer is held at once.
    private static final Duration PERIOD_MAX = Duration.ofDays(366);

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /// As long as a day is written.
    private static final int DAY_CHARS = 10;

    private static final MediaType CSV = new MediaType("text/csv; charset=utf-8");

    private final DeskFigures figures;

    FiguresController(DeskFigures figures) {
        this.figures = figures;
    }

    /// A period beside the same length of time before.
    ///
    /// @param from its first day in the city's zone, or the instant at which it begins; without both it is the
    ///     last 28 days until now
    /// @param to its last day, or the instant before which it ends
    /// @param by `channel`, `queue`, `topic`, `language` or `hour`; without it all of them
    @Get
    HttpResponse<?> figures(
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue @Nullable String by,
            HttpRequest<?> request) {
        var known =
                Arrays.stream(By.values()).filter(one -> one.word().equals(by)).findFirst();
        if (by != null && known.isEmpty()) {
            return wrong("by is channel, queue, topic, language or hour.");
        }
        if (from == null && to == null) {
            return answer(figures.of(Window.FOUR_WEEKS), known, request);
        }
        var since = instant(from, 0);
        var until = instant(to, 1);
        if (since.isEmpty() || until.isEmpty()) {
            return wrong("from and to are days, such as 2026-11-01, or times, such as 2026-11-01T05:00:00Z,"
                    + " from 1970 to 9999.");
        }
        if (!since.get().isBefore(until.get())
                || Duration.between(since.get(), until.get()).compareTo(PERIOD_MAX) > 0) {
            return wrong("from is before to, and no more than " + PERIOD_MAX.toDays() + " days before.");
        }
        return answer(figures.between(since.get(), until.get()), known, request);
    }

    private static HttpResponse<?> answer(Comparison comparison, Optional<By> by, HttpRequest<?> request) {
        var lines = by.map(comparison::lines).orElseGet(comparison::lines);
        return request.accept().stream().anyMatch(type -> type.getName().equals("text/csv"))
                ? HttpResponse.ok(Comparison.csv(lines)).contentType(CSV)
                : HttpResponse.ok(new Figures(
                        comparison.now().period(), comparison.before().period(), lines));
    }

    private static HttpResponse<?> wrong(String because) {
        return Problems.of(HttpStatus.BAD_REQUEST, because);
    }

    /// @param daysAfter what is added to a day
    private Optional<Instant> instant(@Nullable String text, int daysAfter) {
        try {
            return Optional.ofNullable(text)
                    .map(given -> given.length() > DAY_CHARS
                            ? Instant.parse(given)
                            : figures.startOf(LocalDate.parse(given).plusDays(daysAfter)))
                    .filter(at -> !at.isBefore(Instant.EPOCH) && at.isBefore(END));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// What each figure is.
    @Get("/dictionary")
    Dictionary dictionary() {
        return new Dictionary(Arrays.stream(Figure.values())
                .map(figure -> new Entry(figure.word(), figure.unit().word(), figure.meaning()))
                .toList());
    }

    record Figures(Period period, Period before, List<Line> figures) {}

    record Dictionary(List<Entry> figures) {}

    record Entry(String figure, String unit, String meaning) {}
}
