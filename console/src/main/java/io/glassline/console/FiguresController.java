package io.glassline.console;

import io.glassline.desk.Board;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the desk came to, with the definition of each figure beside it.
@Controller("/console/figures")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FiguresController {

    private final Board board;
    private final CityTime time;
    private final Pages pages;

    FiguresController(Board board, CityTime time, Pages pages) {
        this.board = board;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> figures(StaffSession session, @QueryValue(defaultValue = "1") int days) {
        var chosen = days == 7 || days == 30 ? days : 1;
        var since = time.startOfDay(chosen - 1);
        var summary = board.summary(since);
        return pages.html(
                HttpStatus.OK,
                "figures",
                new FiguresPage(
                        pages.frame("Figures", "figures", Optional.of(session)),
                        Stream.of(Map.entry(1, "Today"), Map.entry(7, "7 days"), Map.entry(30, "30 days"))
                                .map(window -> new DeskPage.Option(
                                        window.getKey().toString(), window.getValue(), window.getKey() == chosen))
                                .toList(),
                        time.full(since),
                        counts(summary, board.queues()),
                        times(summary),
                        bars(summary.byChannel(), ChannelTitle::of),
                        bars(
                                summary.byOutcome(),
                                name -> new ChannelTitle(name, ClosingOutcome.title(name), "outcome"))));
    }

    private static List<FiguresPage.Figure> counts(Board.Summary summary, List<Board.QueueLine> queues) {
        return List.of(
                count("Conversations", summary.conversations(), "with a message in this time"),
                count(
                        "Messages in",
                        summary.messagesIn(),
                        "from citizens, each counted once however often it was sent"),
                count("Messages out", summary.messagesOut(), "from the bot, agents and the gateway"),
                count("The bot wrote", summary.answeredByBot(), "conversations in which it did, be it only a greeting"),
                count("Handed over", summary.handedOver(), "conversations that went to a queue of people"),
                count(
                        "Waiting now",
                        queues.stream().mapToLong(Board.QueueLine::waiting).sum(),
                        "for a person, since whenever: none of them is in the waits below"));
    }

    private static List<FiguresPage.Figure> times(Board.Summary summary) {
        return List.of(
                time(
                        "First response, median",
                        summary.firstResponseMedianSeconds(),
                        "From a conversation’s first message to the first answer by anyone, bot or person. Half were "
                                + "faster. An automatic acknowledgement is not an answer."),
                time(
                        "First response, 90th percentile",
                        summary.firstResponseP90Seconds(),
                        "Nine in ten first answers came within this time."),
                time(
                        "Wait in queue, median",
                        summary.waitMedianSeconds(),
                        "From entering a queue to being taken by an agent. Conversations still waiting are not in it, "
                                + "so read it beside the oldest wait on the desk."),
                time(
                        "Wait in queue, 90th percentile",
                        summary.waitP90Seconds(),
                        "Nine in ten that were taken had waited no longer than this."));
    }

    private static FiguresPage.Figure count(String title, long count, String meaning) {
        return new FiguresPage.Figure(title, Optional.of(String.format(Locale.ENGLISH, "%,d", count)), "", meaning);
    }

    private static FiguresPage.Figure time(String title, Optional<Double> seconds, String meaning) {
        return new FiguresPage.Figure(title, seconds.map(CityTime::seconds), "", meaning);
    }

    private static List<FiguresPage.Bar> bars(List<Board.Count> counts, Function<String, ChannelTitle> titleOf) {
        var most = counts.stream().mapToLong(Board.Count::count).max().orElse(0);
        var total = counts.stream().mapToLong(Board.Count::count).sum();
        return counts.stream()
                .sorted(Comparator.comparingLong(Board.Count::count).reversed().thenComparing(Board.Count::name))
                .map(count -> {
                    var title = titleOf.apply(count.name());
                    return new FiguresPage.Bar(
                            title.title(),
                            title.icon(),
                            count.count(),
                            most == 0 ? 0 : (int) Math.round(100.0 * count.count() / most),
                            total == 0 ? "0 %" : Math.round(100.0 * count.count() / total) + " %");
                })
                .toList();
    }
}
