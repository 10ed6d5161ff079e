package io.glassline.router.trial;

import io.glassline.router.city.RoutingCase;
import io.glassline.router.context.BotConfig;
import io.glassline.router.context.TurnContext;
import io.glassline.router.rule.Rule;
import io.glassline.router.step.RoutingSteps;
import io.glassline.trial.CaseReport;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Decides about each case of a city as its rules do, and says which came out as they say.
///
/// Pure: the same cases and the same city give the same report.
public final class Cases {

    /// Cases without a time of their own come in the weeks after this day, so that they say the same next year.
    private static final LocalDate FROM = LocalDate.of(2026, 1, 5);

    private static final int DAYS_MAX = 60;
    private static final LocalTime NIGHT = LocalTime.of(3, 0);

    private final BotConfig bot;

    public Cases(BotConfig bot) {
        this.bot = bot;
    }

    public CaseReport run(List<RoutingCase> cases) {
        var results = new ArrayList<CaseReport.Result>();
        var covered = new HashSet<String>();
        for (var one : cases) {
            var turn = turn(one);
            var outcome = Outcome.of(turn, RoutingSteps.route(turn));
            covered.add(outcome.rule());
            one.rule().ifPresent(covered::add);
            results.add(result(one, outcome));
        }
        var uncovered = bot.city().rules().rules().stream()
                .map(Rule::name)
                .filter(name -> !covered.contains(name))
                .toList();
        return new CaseReport(results, uncovered);
    }

    private static CaseReport.Result result(RoutingCase one, Outcome outcome) {
        var isThere = outcome.is(one.expect());
        var isByRule = one.rule().filter(rule -> !rule.equals(outcome.rule())).isEmpty();
        var expected =
                one.expect() + one.rule().map(rule -> " by \"" + rule + "\"").orElse("");
        var got = outcome.words()
                + one.rule().map(_ -> " by \"" + outcome.rule() + "\"").orElse("");
        var because = isThere && isByRule
                ? outcome.because()
                : "It was to be %s, and it is %s by \"%s\". %s"
                        .formatted(expected, outcome.words(), outcome.rule(), outcome.because());
        return new CaseReport.Result(one.name(), one.file(), one.line(), isThere && isByRule, expected, got, because);
    }

    private TurnContext turn(RoutingCase one) {
        var kind = switch (one.kind()) {
            case TEXT -> "text";
            case PICTURE -> "media";
            case PLACE -> "place";
            case UNREADABLE -> "unreadable";
        };
        return TrialTurn.of(
                bot,
                TrialTurn.content(kind, one.words(), one.channel()),
                one.channel(),
                one.language().orElse(bot.city().firstLanguage()),
                one.state().name().toLowerCase(Locale.ROOT),
                time(one));
    }

    ZonedDateTime time(RoutingCase one) {
        return one.at().orElseGet(() -> usual(one.hours())).atZone(bot.city().zone());
    }

    private LocalDateTime usual(RoutingCase.Hours hours) {
        var holidays = bot.city().queues().holidays();
        return switch (hours) {
            case OPEN ->
                IntStream.range(0, DAYS_MAX)
                        .mapToObj(FROM::plusDays)
                        .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 && !holidays.contains(day))
                        .findFirst()
                        .orElse(FROM)
                        .atTime(LocalTime.NOON);
            case CLOSED -> FROM.with(DayOfWeek.SUNDAY).atTime(NIGHT);
            case HOLIDAY -> holidays.stream().sorted().findFirst().orElse(FROM).atTime(LocalTime.NOON);
        };
    }
}
