package io.glassline.console;

import io.glassline.config.Version;
import io.glassline.config.VersionId;
import io.glassline.trial.CaseReport;
import io.glassline.trial.Trials;
import io.glassline.version.Versions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One version of the city's rules: what it changes, and whether its cases hold.
@Controller("/console/rules/{version}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class VersionController {

    private final Versions versions;
    private final Trials trials;
    private final VersionLines lines;
    private final OutcomeTitles outcomes;
    private final Pages pages;

    VersionController(Versions versions, Trials trials, VersionLines lines, OutcomeTitles outcomes, Pages pages) {
        this.versions = versions;
        this.trials = trials;
        this.lines = lines;
        this.outcomes = outcomes;
        this.pages = pages;
    }

    /// @param from the version to compare with, else the active one, else the one that was active before it
    @Get
    HttpResponse<?> changes(String version, RulesOfficer officer, @QueryValue(defaultValue = "") String from) {
        return shown(version, officer, found -> {
            var compared = VersionLines.id(from)
                    .or(versions::active)
                    .filter(other -> !other.equals(found.id()))
                    .or(found::after)
                    .filter(other -> !other.equals(found.id()))
                    .flatMap(versions::find);
            return pages.html(
                    HttpStatus.OK,
                    "version",
                    new VersionPage(
                            pages.frame("Version " + found.id(), "rules", Optional.of(officer.session())),
                            lines.of(found),
                            compared.map(lines::of),
                            others(found.id(), compared.map(Version::id)),
                            compared.map(other -> VersionChanges.files(trials.changes(other.id(), found.id())))
                                    .orElse(List.of())));
        });
    }

    @Get("/cases")
    HttpResponse<?> cases(String version, RulesOfficer officer) {
        return shown(version, officer, found -> {
            var report = trials.cases(found.id());
            return pages.html(
                    HttpStatus.OK,
                    "cases",
                    new CasesPage(
                            pages.frame("Cases of version " + found.id(), "rules", Optional.of(officer.session())),
                            lines.of(found),
                            cases(report, false),
                            cases(report, true),
                            report.uncovered()));
        });
    }

    private HttpResponse<?> shown(String hex, RulesOfficer officer, Function<Version, HttpResponse<?>> page) {
        return VersionLines.id(hex)
                .flatMap(versions::find)
                .<HttpResponse<?>>map(page)
                .orElseGet(() -> pages.notFound(officer.session()));
    }

    private List<DeskPage.Option> others(VersionId shown, Optional<VersionId> chosen) {
        return versions.history(RulesController.VERSIONS_MAX).stream()
                .filter(other -> !other.id().equals(shown))
                .map(lines::of)
                .map(line -> new DeskPage.Option(
                        line.id(),
                        line.id()
                                + (line.state().equals("active") ? ", active: " : ": ")
                                + ConversationLines.shortened(line.note()),
                        chosen.map(VersionId::hex).equals(Optional.of(line.id()))))
                .toList();
    }

    private List<CasesPage.Case> cases(CaseReport report, boolean holding) {
        return report.results().stream()
                .filter(result -> result.holds() == holding)
                .map(result -> new CasesPage.Case(
                        result.name(),
                        result.file() + ":" + result.line(),
                        outcomes.of(result.expected()),
                        outcomes.of(result.got()),
                        result.because()))
                .toList();
    }
}
