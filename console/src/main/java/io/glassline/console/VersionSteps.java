package io.glassline.console;

import io.glassline.config.Version;
import io.glassline.config.Version.Step;
import io.glassline.config.VersionId;
import io.glassline.trial.CaseReport;
import io.glassline.trial.Trials;
import io.glassline.version.Versions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes the page that asks before something is done with a version of the rules.
@Singleton
final class VersionSteps {

    /// More changes than this are only counted; the version's own page has them all.
    static final int CHANGES_MAX = 12;

    /// What can be done with a version.
    enum Kind {
        APPROVAL(
                "approval",
                "Approve this version?",
                "You say for it what its cases could not: that a second person has looked at what it changes. "
                        + "It is not active yet after that.",
                "Approve",
                "approved",
                "Not approved"),
        ACTIVATION(
                "activation",
                "Make this version active?",
                "Each node gets it ready first, which can take a minute. When all have, they decide by it at once; where "
                        + "one cannot, none does. A form that a citizen is in goes on by the version it began with.",
                "Activate",
                "activated",
                "Not activated"),
        ROLLBACK(
                "rollback",
                "Go back to the version before?",
                "The version that was active before this one becomes active again, on all nodes at once.",
                "Roll back",
                "rolled-back",
                "Not rolled back");

        private final String path;
        private final String title;
        private final String says;
        private final String button;
        private final String done;
        private final String notDone;

        Kind(String path, String title, String says, String button, String done, String notDone) {
            this.path = path;
            this.title = title;
            this.says = says;
            this.button = button;
            this.done = done;
            this.notDone = notDone;
        }

        /// The word in the address of the page that follows.
        String done() {
            return done;
        }

        String notDone() {
            return notDone;
        }
    }

    private final Versions versions;
    private final Trials trials;
    private final VersionLines lines;
    private final Pages pages;

    VersionSteps(Versions versions, Trials trials, VersionLines lines, Pages pages) {
        this.versions = versions;
        this.trials = trials;
        this.lines = lines;
        this.pages = pages;
    }

    VersionStepPage page(Kind kind, Version version, RulesOfficer officer, Optional<Notice> notice) {
        var active = versions.active();
        var changes = changes(kind, version, active);
        var own = VersionLines.href(version.id());
        return new VersionStepPage(
                pages.frame(kind.title, "rules", Optional.of(officer.session())),
                notice,
                kind.path,
                kind.title,
                kind.says,
                kind.button,
                lines.of(version),
                active.map(VersionId::hex).orElse(""),
                active.filter(id -> !id.equals(version.id()))
                        .flatMap(versions::find)
                        .map(lines::of),
                kind == Kind.ROLLBACK
                        ? before(version, versions.history(RulesController.VERSIONS_MAX))
                                .map(lines::of)
                        : Optional.empty(),
                changes.stream().limit(CHANGES_MAX).toList(),
                Math.max(0, changes.size() - CHANGES_MAX),
                kind == Kind.APPROVAL ? Optional.of(counted(trials.cases(version.id()))) : Optional.empty(),
                kind == Kind.ROLLBACK ? "/console/rules/rollback" : own + "/" + kind.path,
                kind == Kind.ROLLBACK ? "/console/rules" : own,
                StaffSessions.randomToken());
    }

    /// Going back must work when nothing else does, and asks nothing of the trials.
    private List<String> changes(Kind kind, Version version, Optional<VersionId> active) {
        return kind == Kind.ROLLBACK
                ? List.of()
                : active.filter(id -> !id.equals(version.id()))
                        .map(id -> trials.changes(id, version.id()).stream()
                                .flatMap(file -> file.says().isEmpty()
                                        ? List.of(file.file() + ": changed").stream()
                                        : file.says().stream())
                                .toList())
                        .orElse(List.of());
    }

    /// The version that going back leads to: what was active when `active` was last made so by going on.
    static Optional<Version> before(Version active, List<Version> history) {
        var since = active.steps().stream()
                .filter(step ->
                        step.kind() == Step.Kind.ACTIVATED && step.says().isEmpty())
                .map(Step::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return history.stream()
                .filter(version -> !version.id().equals(active.id()))
                .filter(version -> activatedBefore(version, since).isPresent())
                .max(Comparator.comparing(
                        version -> activatedBefore(version, since).orElseThrow()));
    }

    private static Optional<Instant> activatedBefore(Version version, Instant since) {
        return version.steps().stream()
                .filter(step -> step.kind() == Step.Kind.ACTIVATED && step.at().isBefore(since))
                .map(Step::at)
                .max(Comparator.naturalOrder());
    }

    private static VersionStepPage.Cases counted(CaseReport report) {
        var holding =
                (int) report.results().stream().filter(CaseReport.Result::holds).count();
        return new VersionStepPage.Cases(
                holding, report.results().size() - holding, report.uncovered().size());
    }
}
