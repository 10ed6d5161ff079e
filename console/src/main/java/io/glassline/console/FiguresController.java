package io.glassline.console;

import io.glassline.console.FiguresPage.Columns;
import io.glassline.console.FiguresPage.Compared;
import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.conversation.QueueId;
import io.glassline.figure.Outcome;
import io.glassline.figure.Outcome.AnsweredBy;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.figure.desk.DeskFigures.Comparison;
import io.glassline.figure.desk.DeskFigures.Line;
import io.glassline.figure.desk.DeskFigures.Window;
import io.glassline.figure.desk.Figure;
import io.glassline.figure.desk.PeriodFigures;
import io.glassline.figure.desk.PeriodFigures.By;
import io.glassline.figure.desk.PeriodFigures.Group;
import io.glassline.figure.desk.PeriodFigures.Period;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The figures of the desk for managers: a page, and its files.
@Controller("/console/figures")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FiguresController {

    private static final MediaType CSV = new MediaType("text/csv; charset=utf-8");

    /// Of more groups only the largest have a row on the page; the files have all.
    private static final int ROWS_MAX = 12;

    private static final int HOURS = 24;

    private final DeskFigures figures;
    private final QueueTitles titles;
    private final ReadingRecorder readings;
    private final CityTime time;
    private final Pages pages;

    FiguresController(DeskFigures figures, QueueTitles titles, ReadingRecorder readings, CityTime time, Pages pages) {
        this.figures = figures;
        this.titles = titles;
        this.readings = readings;
        this.time = time;
        this.pages = pages;
    }

    /// A window, its word in addresses, and what it is called.
    private enum Choice {
        DAY(Window.DAY, "day", "Today"),
        WEEK(Window.WEEK, "week", "7 days"),
        FOUR_WEEKS(Window.FOUR_WEEKS, "28d", "28 days");

        private final Window window;
        private final String word;
        private final String title;

        Choice(Window window, String word, String title) {
            this.window = window;
            this.word = word;
            this.title = title;
        }

        /// A week where it is not known.
        static Choice of(String word) {
            return Arrays.stream(values())
                    .filter(choice -> choice.word.equals(word))
                    .findFirst()
                    .orElse(WEEK);
        }
    }

    /// @param period `day`, `week` or `28d`
    @Get
    HttpResponse<?> figures(StaffSession session, @QueryValue(defaultValue = "week") String period) {
        var choice = Choice.of(period);
        var compared = figures.of(choice.window);
        var canRead = session.mayRead();
        var rising = figures.rising(canRead);
        if (canRead && !rising.isEmpty()) {
            readings.list(CitizenList.RISING, session.agent().actor());
        }
        return pages.html(
                HttpStatus.OK,
                "figures",
                new FiguresPage(
                        pages.frame("Figures", "figures", Optional.of(session)),
                        Stream.of(Choice.values())
                                .map(one -> new DeskPage.Option(one.word, one.title, one == choice))
                                .toList(),
                        choice.word,
                        time.full(compared.now().period().since()),
                        time.at(compared.before().period().since()) + " to "
                                + time.at(compared.before().period().until()),
                        main(compared.now().all(), compared.before().all()),
                        more(compared.now().all(), compared.before().all()),
                        FigureCharts.curve(
                                compared.now().reachedWithin(),
                                compared.before().reachedWithin()),
                        days(compared.now()),
                        hours(compared.now()),
                        groups(compared),
                        rising.stream().map(FiguresController::rising).toList(),
                        canRead));
    }

    @Get("/figures.csv")
    HttpResponse<?> csv(StaffSession session, @QueryValue(defaultValue = "week") String period) {
        return HttpResponse.ok(
                        Comparison.csv(figures.of(Choice.of(period).window).lines()))
                .contentType(CSV);
    }

    @Get("/figures.json")
    HttpResponse<?> json(StaffSession session, @QueryValue(defaultValue = "week") String period) {
        var compared = figures.of(Choice.of(period).window);
        return HttpResponse.ok(
                new Figures(compared.now().period(), compared.before().period(), compared.lines()));
    }

    /// What each figure is, for the columns of the files.
    @Get("/dictionary.json")
    HttpResponse<?> dictionary(StaffSession session) {
        return HttpResponse.ok(Arrays.stream(Figure.values())
                .map(figure -> new Entry(figure.word(), figure.unit().word(), figure.meaning()))
                .toList());
    }

    record Figures(Period period, Period before, List<Line> figures) {}

    record Entry(String figure, String unit, String meaning) {}

    private static List<Compared> main(Group now, Group before) {
        return List.of(
                count("Conversations ended", Figure.CONVERSATIONS, now, before, ""),
                part("Answered by the bot", Figure.ANSWERED_BY_BOT, now, before, "more"),
                part("Answered by people", Figure.ANSWERED_BY_PERSON, now, before, ""),
                part("Answered by nobody", Figure.ANSWERED_BY_NOBODY, now, before, "less"),
                span("First answer, half within", Figure.FIRST_ANSWER_HALF_WITHIN, now, before),
                span("A person, half within", Figure.PERSON_HALF_WITHIN, now, before),
                span("A person, nine in ten within", Figure.PERSON_NINE_IN_TEN_WITHIN, now, before),
                count("Waiting for a person", Figure.PERSON_WAITING, now, before, "less"));
    }

    private static List<Compared> more(Group now, Group before) {
        return List.of(
                share(
                        "Service level",
                        Figure.SERVICE_LEVEL,
                        now,
                        before,
                        now.count(Figure.SERVICE_WITHIN) + " of " + now.count(Figure.SERVICE_COUNTED)
                                + " were reached within their queue’s target, counted in its hours. Who left, and who"
                                + " waits for longer, is among them."),
                share("Satisfied", Figure.SATISFIED_SHARE, now, before, satisfied(now)),
                count("Asked for a person, and none came", Figure.ABANDONED, now, before, "less"),
                part("Resolved", Figure.RESOLVED, now, before, "more"),
                part("Answered at the first contact", Figure.ANSWERED_AT_FIRST_CONTACT, now, before, "more"),
                part("Came again within 7 days", Figure.CAME_AGAIN, now, before, "less"),
                count("Taken up again", Figure.REOPENED, now, before, "less"),
                span("The bot’s answer, half within", Figure.BOT_ANSWER_HALF_WITHIN, now, before),
                span("A person’s answer, half within", Figure.PERSON_ANSWER_HALF_WITHIN, now, before),
                span("Resolved by people, half within", Figure.RESOLUTION_HALF_WITHIN, now, before),
                count("Open", Figure.OPEN, now, before, ""));
    }

    private static String satisfied(Group now) {
        return now.get(Figure.SATISFIED_LEAST)
                .map(least -> "of %s who said so gave 4 or 5. The true share lies between %s and %s (95 %%, Wilson)."
                        .formatted(
                                FigureCharts.number(now.count(Figure.RATED)),
                                FigureCharts.share(Optional.of(least)),
                                FigureCharts.share(now.get(Figure.SATISFIED_MOST))))
                .orElse("nobody said how satisfied they were");
    }

    /// @param better `more`, `less`, or nothing where neither is better
    private static Compared count(String title, Figure figure, Group now, Group before, String better) {
        return new Compared(
                title,
                Optional.of(FigureCharts.number(now.count(figure))),
                "",
                FigureCharts.number(before.count(figure)),
                change(now.count(figure), before.count(figure)),
                standing(now.count(figure), before.count(figure), better),
                figure.meaning());
    }

    /// Of what ended.
    private static Compared part(String title, Figure figure, Group now, Group before, String better) {
        var ours = perMille(now, figure);
        var theirs = perMille(before, figure);
        return compared(
                title,
                ours,
                theirs,
                "nothing ended",
                better,
                FigureCharts.number(now.count(figure)) + ". " + figure.meaning());
    }

    private static Optional<Long> perMille(Group group, Figure figure) {
        var ended = group.count(Figure.CONVERSATIONS);
        return ended == 0 ? Optional.empty() : Optional.of(Math.round(1000.0 * group.count(figure) / ended));
    }

    private static Compared share(String title, Figure figure, Group now, Group before, String meaning) {
        return compared(title, now.get(figure), before.get(figure), "nothing yet", "more", meaning);
    }

    private static Compared compared(
            String title, Optional<Long> now, Optional<Long> before, String nothing, String better, String meaning) {
        var points = now.flatMap(ours -> before.map(theirs -> Math.round(ours / 10.0) - Math.round(theirs / 10.0)));
        return new Compared(
                title,
                now.map(perMille -> FigureCharts.share(Optional.of(perMille))),
                nothing,
                FigureCharts.share(before),
                points.map(by -> by == 0
                                ? "as before"
                                : "%+d points".formatted(by).replace("-", "−"))
                        .orElse(""),
                points.map(by -> standing(by, 0, better)).orElse(""),
                meaning);
    }

    private static Compared span(String title, Figure figure, Group now, Group before) {
        var ours = now.get(figure);
        var theirs = before.get(figure);
        return new Compared(
                title,
                ours.map(FiguresController::length),
                now.count(Figure.CONVERSATIONS) + now.count(Figure.OPEN) == 0
                        ? "nothing yet"
                        : "cannot be told: too many had none",
                theirs.map(FiguresController::length).orElse("not told"),
                ours.flatMap(a -> theirs.map(b -> a.equals(b) ? "as before" : a < b ? "sooner" : "later"))
                        .orElse(""),
                ours.flatMap(a -> theirs.map(b -> standing(a, b, "less"))).orElse(""),
                figure.meaning());
    }

    private static String length(long seconds) {
        return seconds == 0 ? "under 1 s" : CityTime.seconds(seconds);
    }

    private static String change(long now, long before) {
        if (now == before) {
            return "as before";
        }
        return before == 0
                ? ""
                : "%+d %%"
                        .formatted(Math.round(100.0 * (now - before) / before))
                        .replace("-", "−");
    }

    private static String standing(long now, long before, String better) {
        if (better.isEmpty()) {
            return "";
        }
        if (now == before) {
            return "same";
        }
        return now > before == better.equals("more") ? "better" : "worse";
    }

    private Columns days(PeriodFigures now) {
        var stacks = new LinkedHashMap<String, List<Long>>();
        var last = time.date(now.period().until());
        time.date(now.period().since())
                .datesUntil(last.plusDays(1))
                .forEach(day ->
                        stacks.put(day.toString(), answered(now.byDay().getOrDefault(day.toString(), Map.of()))));
        return FigureCharts.columns(
                "days",
                "Conversations that ended, by day",
                "Day",
                List.of("by the bot", "by people", "by nobody"),
                stacks,
                stacks.size() > 10 ? 7 : 1);
    }

    private static List<Long> answered(Map<AnsweredBy, Long> counts) {
        return Stream.of(AnsweredBy.BOT, AnsweredBy.PERSON, AnsweredBy.NOBODY)
                .map(by -> counts.getOrDefault(by, 0L))
                .toList();
    }

    private static Columns hours(PeriodFigures now) {
        var groups = now.by(By.HOUR);
        var stacks = new LinkedHashMap<String, List<Long>>();
        for (var hour = 0; hour < HOURS; hour++) {
            var name = "%02d".formatted(hour);
            var group = groups.get(name);
            stacks.put(
                    name,
                    group == null
                            ? List.of(0L, 0L, 0L)
                            : List.of(
                                    group.count(Figure.ANSWERED_BY_BOT),
                                    group.count(Figure.ANSWERED_BY_PERSON),
                                    group.count(Figure.ANSWERED_BY_NOBODY)));
        }
        return FigureCharts.columns(
                "hours",
                "By the hour in which the citizen first wrote",
                "Hour",
                List.of("by the bot", "by people", "by nobody"),
                stacks,
                6);
    }

    private List<FiguresPage.Group> groups(Comparison compared) {
        return List.of(
                group("channel", "By channel", "Channel", By.CHANNEL, compared),
                group("queue", "By queue", "Queue", By.QUEUE, compared),
                group("topic", "By topic", "Topic", By.TOPIC, compared),
                group("language", "By language", "Language", By.LANGUAGE, compared));
    }

    private FiguresPage.Group group(String id, String title, String first, By by, Comparison compared) {
        var now = compared.now().by(by);
        var before = compared.before().by(by);
        var most = now.values().stream()
                .mapToLong(group -> group.count(Figure.CONVERSATIONS))
                .max()
                .orElse(0);
        var rows = new ArrayList<FiguresPage.Row>();
        now.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, Group> one) -> one.getValue().count(Figure.CONVERSATIONS))
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(ROWS_MAX)
                .forEach(one -> {
                    var group = one.getValue();
                    rows.add(new FiguresPage.Row(
                            title(by, one.getKey()),
                            by == By.CHANNEL ? ChannelTitle.of(one.getKey()).icon() : "",
                            FigureCharts.number(group.count(Figure.CONVERSATIONS)),
                            Optional.ofNullable(before.get(one.getKey()))
                                    .map(theirs -> FigureCharts.number(theirs.count(Figure.CONVERSATIONS)))
                                    .orElse("0"),
                            most == 0 ? 0 : (int) Math.round(100.0 * group.count(Figure.CONVERSATIONS) / most),
                            FigureCharts.share(perMille(group, Figure.ANSWERED_BY_BOT)),
                            length(group, Figure.FIRST_ANSWER_HALF_WITHIN),
                            group.count(Figure.PERSON_ASKED) == 0 ? "–" : length(group, Figure.PERSON_HALF_WITHIN),
                            FigureCharts.number(group.count(Figure.PERSON_WAITING)),
                            FigureCharts.share(group.get(Figure.SERVICE_LEVEL)),
                            FigureCharts.share(group.get(Figure.SATISFIED_SHARE))));
                });
        return new FiguresPage.Group(id, title, first, rows);
    }

    private static String length(Group group, Figure figure) {
        return group.get(figure).map(FiguresController::length).orElse("not told");
    }

    private String title(By by, String value) {
        return switch (by) {
            case CHANNEL -> ChannelTitle.of(value).title();
            case QUEUE -> titles.of(new QueueId(value));
            case LANGUAGE -> ConversationLines.language(Locale.forLanguageTag(value));
            case TOPIC -> topic(value);
            case HOUR -> value;
        };
    }

    private static String topic(String topic) {
        return topic.equals(Outcome.NO_TOPIC)
                ? "No topic known"
                : topic.substring(0, 1).toUpperCase(Locale.ENGLISH)
                        + topic.substring(1).replace('-', ' ');
    }

    private static FiguresPage.Rising rising(DeskFigures.Rising rising) {
        return new FiguresPage.Rising(
                topic(rising.rise().topic()),
                FigureCharts.number(rising.rise().conversations()),
                String.format(Locale.ENGLISH, "%.1f", rising.rise().expected()),
                String.format(Locale.ENGLISH, "%.1f", rising.rise().ratio()),
                rising.examples());
    }
}
