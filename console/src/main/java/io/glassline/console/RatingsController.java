package io.glassline.console;

import io.glassline.rating.Rating;
import io.glassline.rating.Ratings;
import io.glassline.rating.Ratings.Count;
import io.glassline.rating.Share;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How satisfied citizens said they were: who was asked, who answered, and how sure the share is.
/// No words and nobody's name stand on it.
@Controller("/console/figures/ratings")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RatingsController {

    private static final int DAYS_USUAL = 30;

    private final Ratings ratings;
    private final CityTime time;
    private final OutcomeTitles outcomes;
    private final Pages pages;

    RatingsController(Ratings ratings, CityTime time, OutcomeTitles outcomes, Pages pages) {
        this.ratings = ratings;
        this.time = time;
        this.outcomes = outcomes;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> ratings(StaffSession session, @QueryValue(defaultValue = "30") int days) {
        var chosen = days == 7 || days == 90 ? days : DAYS_USUAL;
        var since = time.startOfDay(chosen - 1);
        var summary = ratings.summary(since);
        return pages.html(
                HttpStatus.OK,
                "ratings",
                new RatingsPage(
                        pages.frame("Satisfaction", "figures", Optional.of(session)),
                        Stream.of(7, DAYS_USUAL, 90)
                                .map(window ->
                                        new DeskPage.Option(window.toString(), window + " days", window == chosen))
                                .toList(),
                        time.full(since),
                        figures(summary.all()),
                        List.of(
                                group(
                                        "By channel",
                                        "by-channel",
                                        summary.byChannel(),
                                        name -> ChannelTitle.of(name).title()),
                                group(
                                        "By language",
                                        "by-language",
                                        summary.byLanguage(),
                                        name -> ConversationLines.language(Locale.forLanguageTag(name))),
                                group("By topic", "by-topic", summary.byTopic(), this::topic)),
                        points(summary.all()),
                        passedOver(summary.passedOver())));
    }

    private String topic(String about) {
        return about.isEmpty() ? "Nothing was decided" : outcomes.of(about);
    }

    private static List<FiguresPage.Figure> figures(Count all) {
        var satisfied = all.answered() == 0
                ? Optional.<String>empty()
                : Optional.of(percent(all.share().share()));
        return List.of(
                new FiguresPage.Figure(
                        "Asked",
                        Optional.of(number(all.asked())),
                        "once in 30 days at most, and never after an emergency"),
                new FiguresPage.Figure(
                        "Answered",
                        Optional.of(number(all.answered())),
                        all.asked() == 0
                                ? "nobody was asked"
                                : percent((double) all.answered() / all.asked())
                                        + " of those who were asked; what the others think is not known"),
                new FiguresPage.Figure(
                        "Satisfied",
                        satisfied,
                        "gave 4 or 5. With so many answers the true share lies between " + interval(all.share())
                                + " (95 %, Wilson)."));
    }

    private static RatingsPage.Group group(
            String title, String id, List<Count> counts, Function<String, String> titleOf) {
        return new RatingsPage.Group(
                title,
                id,
                counts.stream()
                        .map(count -> new RatingsPage.Row(
                                titleOf.apply(count.name()),
                                number(count.asked()),
                                number(count.answered()),
                                count.answered() == 0
                                        ? "–"
                                        : percent(count.share().share()),
                                count.answered() == 0 ? "–" : interval(count.share())))
                        .toList());
    }

    private static List<FiguresPage.Bar> points(Count all) {
        return IntStream.rangeClosed(Rating.POINTS_MIN, Rating.POINTS_MAX)
                .map(points -> Rating.POINTS_MAX + Rating.POINTS_MIN - points)
                .mapToObj(points -> bar("" + points, all.points().get(points - 1), most(all.points()), all.answered()))
                .toList();
    }

    private static List<FiguresPage.Bar> passedOver(Map<String, Long> counts) {
        var total = counts.values().stream().mapToLong(Long::longValue).sum();
        var bars = new ArrayList<FiguresPage.Bar>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(count -> bars.add(bar(why(count.getKey()), count.getValue(), most(counts.values()), total)));
        return bars;
    }

    private static FiguresPage.Bar bar(String title, long count, long most, long total) {
        return new FiguresPage.Bar(
                title,
                "outcome",
                count,
                most == 0 ? 0 : (int) Math.round(100.0 * count / most),
                total == 0 ? "0 %" : Math.round(100.0 * count / total) + " %");
    }

    private static long most(Iterable<Long> counts) {
        var most = 0L;
        for (var count : counts) {
            most = Math.max(most, count);
        }
        return most;
    }

    /// The word from the table in the desk's words; one of another version as it is.
    private static String why(String word) {
        return switch (word) {
            case "not-answered" -> "Nobody answered";
            case "emergency" -> "An emergency";
            case "machine" -> "A machine wrote";
            case "form-left" -> "A form was left";
            case "opted-out" -> "Wants no messages";
            case "asked-lately" -> "Asked within 30 days";
            case "goes-on" -> "Goes on already";
            case "window-closed" -> "The channel takes no more";
            case "cannot-send" -> "Cannot be written to";
            default -> word;
        };
    }

    private static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static String interval(Share share) {
        return Math.round(100 * share.least()) + "–" + percent(share.most());
    }
}
