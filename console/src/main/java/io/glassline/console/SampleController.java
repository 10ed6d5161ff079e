package io.glassline.console;

import io.glassline.answer.CityAnswers;
import io.glassline.answer.CityAnswers.CityAnswer;
import io.glassline.answer.Judgements;
import io.glassline.answer.Judgements.Sampled;
import io.glassline.answer.Judgements.Verdict;
import io.glassline.desk.Agent;
import io.glassline.privacy.PrivateNumbers;
import io.glassline.rating.Share;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A few of the bot's answers of each day, drawn by lot, which people judge. What is wrong leads to the answer's page,
/// where it is withdrawn.
@Controller("/console/sample")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SampleController {

    /// So far back is counted, and can be looked at.
    static final int DAYS = 90;

    private final CityAnswers answers;
    private final Judgements judgements;
    private final ReadingRecorder readings;
    private final CityTime time;
    private final Pages pages;

    SampleController(CityAnswers answers, Judgements judgements, ReadingRecorder readings, CityTime time, Pages pages) {
        this.answers = answers;
        this.judgements = judgements;
        this.readings = readings;
        this.time = time;
        this.pages = pages;
    }

    /// @param day as `2026-11-28`; yesterday, unless one of the last days is named
    @Get
    HttpResponse<?> sample(Agent agent, StaffSession session, @QueryValue(defaultValue = "") String day) {
        return page(HttpStatus.OK, agent, session, day(day), Optional.empty());
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> judge(Agent agent, StaffSession session, Form form) {
        var day = day(form.field("day"));
        var verdict = Verdict.of(form.field("verdict"));
        var drawn = drawn(day).stream()
                .filter(one -> Long.toString(one.decision()).equals(form.field("decision")))
                .findFirst();
        if (verdict.isEmpty() || drawn.isEmpty()) {
            return page(
                    HttpStatus.BAD_REQUEST,
                    agent,
                    session,
                    day,
                    Optional.of(Notice.notDone("Nothing was judged", "It is none of the answers drawn of that day.")));
        }
        if (!judgements.judge(drawn.get().decision(), verdict.get(), agent.actor())) {
            return page(
                    HttpStatus.CONFLICT,
                    agent,
                    session,
                    day,
                    Optional.of(Notice.notDone("Nothing was judged", "A colleague has judged it already.")));
        }
        return HttpResponse.seeOther(URI.create(
                verdict.get() == Verdict.WRONG
                        ? AnswerViews.href(drawn.get().answer()) + "#decide"
                        : "/console/sample?day=" + day));
    }

    private LocalDate day(String typed) {
        var yesterday = time.today().minusDays(1);
        try {
            var day = typed.isEmpty() ? yesterday : LocalDate.parse(typed);
            return day.isAfter(yesterday) || day.isBefore(time.today().minusDays(DAYS)) ? yesterday : day;
        } catch (DateTimeParseException e) {
            return yesterday;
        }
    }

    private List<Sampled> drawn(LocalDate day) {
        var ago = (int) (time.today().toEpochDay() - day.toEpochDay());
        return judgements.sample(
                time.startOfDay(ago),
                time.startOfDay(ago - 1),
                day.toString(),
                answers.all().stream().map(CityAnswer::id).toList());
    }

    private HttpResponse<?> page(
            HttpStatus status, Agent agent, StaffSession session, LocalDate day, Optional<Notice> notice) {
        readings.list(ReadingRecorder.CitizenList.SAMPLE, agent.actor());
        return pages.html(
                status,
                "sample",
                new SamplePage(
                        pages.frame("Answers to judge", "answers", Optional.of(session)),
                        notice,
                        day.toString(),
                        time.day(day),
                        Optional.of(day.minusDays(1))
                                .filter(other -> !other.isBefore(time.today().minusDays(DAYS)))
                                .map(LocalDate::toString),
                        Optional.of(day.plusDays(1))
                                .filter(other -> other.isBefore(time.today()))
                                .map(LocalDate::toString),
                        Judgements.SAMPLE_A_DAY,
                        figures(judgements.counts(time.startOfDay(DAYS))),
                        drawn(day).stream().map(this::shown).toList()));
    }

    private SamplePage.Drawn shown(Sampled drawn) {
        var texts = answers.find(drawn.answer()).map(CityAnswer::texts).orElse(List.of());
        return new SamplePage.Drawn(
                drawn.decision(),
                PrivateNumbers.masked(drawn.question()),
                drawn.language().toLanguageTag(),
                drawn.answer(),
                AnswerViews.href(drawn.answer()),
                texts.stream()
                        .filter(text -> text.language().equals(drawn.language().getLanguage()))
                        .findFirst()
                        .or(() -> texts.stream().findFirst())
                        .map(CityAnswers.Text::written)
                        .orElse(""),
                "/console/conversations/" + drawn.conversation(),
                time.full(drawn.at()),
                drawn.verdict().map(Verdict::word).orElse(""),
                drawn.verdict().map(SampleController::title).orElse(""));
    }

    private static String title(Verdict verdict) {
        return switch (verdict) {
            case RIGHT -> "Right";
            case INCOMPLETE -> "Incomplete";
            case WRONG -> "Wrong";
        };
    }

    private static List<FiguresPage.Figure> figures(Map<Verdict, Long> counts) {
        var all = counts.values().stream().mapToLong(Long::longValue).sum();
        return List.of(Verdict.values()).stream()
                .map(verdict -> {
                    var count = counts.getOrDefault(verdict, 0L);
                    var share = Share.of(count, all);
                    return new FiguresPage.Figure(
                            title(verdict),
                            all == 0 ? Optional.empty() : Optional.of(Math.round(100 * share.share()) + " %"),
                            all == 0
                                    ? "nothing is judged yet"
                                    : String.format(
                                            Locale.ENGLISH,
                                            "%d of %d judged in %d days; the true share lies between %d and %d %% (95 %%, Wilson)",
                                            count,
                                            all,
                                            DAYS,
                                            Math.round(100 * share.least()),
                                            Math.round(100 * share.most())));
                })
                .toList();
    }
}
