package io.glassline.console;

import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.trial.Trials;
import io.glassline.trial.Trials.RuleUse;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which rules decide and which never do, by last month's messages; and the messages that the bot did not understand,
/// for the next change.
@Controller("/console/rules/use")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RuleUseController {

    static final int DAYS = 30;
    static final int MISSED_MAX = 30;

    private final Trials trials;
    private final ReadingRecorder readings;
    private final Pages pages;

    RuleUseController(Trials trials, ReadingRecorder readings, Pages pages) {
        this.trials = trials;
        this.readings = readings;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> use(RulesOfficer officer) {
        var session = officer.session();
        var back = Duration.ofDays(DAYS);
        var uses = trials.use(back);
        var rules = uses.stream().filter(RuleUse::isRule).toList();
        var missed = trials.missed(back, MISSED_MAX);
        readings.list(CitizenList.MISSED, session.agent().actor());
        var all = uses.stream().mapToLong(RuleUse::messages).sum();
        var never = rules.stream()
                .filter(use -> use.messages() == 0)
                .map(RuleUse::rule)
                .toList();
        return pages.html(
                HttpStatus.OK,
                "ruleuse",
                new RuleUsePage(
                        pages.frame("Use of the rules", "rules", Optional.of(session)),
                        DAYS,
                        figures(rules, never.size(), all),
                        rows(rules, all),
                        rows(uses.stream().filter(use -> !use.isRule()).toList(), all),
                        never,
                        missed.stream().map(one -> missed(one, session)).toList(),
                        MISSED_MAX,
                        session.mayRead()));
    }

    private static List<FiguresPage.Figure> figures(List<RuleUse> rules, int never, long all) {
        var byRules = rules.stream().mapToLong(RuleUse::messages).sum();
        var most = rules.stream().filter(use -> use.messages() > 0).max(Comparator.comparingLong(RuleUse::messages));
        return List.of(
                new FiguresPage.Figure("Messages", Optional.of(count(all)), "were decided in the last 30 days"),
                new FiguresPage.Figure(
                        "By the city’s rules",
                        Optional.of(share(byRules, all)),
                        count(byRules) + "; the others by a gate or step of the gateway"),
                new FiguresPage.Figure(
                        "Never fired", Optional.of(count(never)), "of " + count(rules.size()) + " rules"),
                new FiguresPage.Figure(
                        "Most by one rule",
                        most.map(use -> share(use.messages(), all)),
                        most.map(use -> "“" + use.rule() + "” with " + count(use.messages()))
                                .orElse("no rule decided yet")));
    }

    private static List<RuleUsePage.Use> rows(List<RuleUse> uses, long all) {
        var most = uses.stream().mapToLong(RuleUse::messages).max().orElse(0);
        var rows = new ArrayList<RuleUsePage.Use>();
        for (var use : uses) {
            rows.add(new RuleUsePage.Use(
                    rows.size() + 1,
                    use.rule(),
                    count(use.messages()),
                    share(use.messages(), all),
                    most == 0 ? 0 : (int) Math.round(100.0 * use.messages() / most),
                    use.messages() == 0));
        }
        return rows;
    }

    private static RuleUsePage.Missed missed(Trials.Missed missed, StaffSession viewer) {
        return new RuleUsePage.Missed(
                ChannelTitle.of(missed.channel()),
                ConversationLines.language(Locale.forLanguageTag(missed.language())),
                missed.rule(),
                missed.because(),
                Optional.of("/console/conversations/" + missed.conversation()).filter(_ -> viewer.mayRead()));
    }

    private static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ENGLISH, "%.1f %%", 100.0 * part / whole);
    }
}
