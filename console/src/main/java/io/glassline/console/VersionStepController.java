package io.glassline.console;

import io.glassline.config.Version;
import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import io.glassline.version.Versions.Outcome;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// Approves a version of the rules, makes it active, and goes back to the one before: each asked about on a page of its
/// own first.
///
/// The form carries which version was active when the person looked. Where another became active meanwhile, nothing is
/// done and they are told: what they looked at is not what would happen.
@Controller("/console/rules")
@ExecuteOn(TaskExecutors.BLOCKING)
final class VersionStepController {

    private final Versions versions;
    private final VersionSteps steps;
    private final SubmittedForms submissions;
    private final Pages pages;

    VersionStepController(Versions versions, VersionSteps steps, SubmittedForms submissions, Pages pages) {
        this.versions = versions;
        this.steps = steps;
        this.submissions = submissions;
        this.pages = pages;
    }

    @Get("/{version}/approval")
    HttpResponse<?> askApproval(String version, RulesOfficer officer) {
        return with(version, officer, found -> asked(VersionSteps.Kind.APPROVAL, found, officer, Optional.empty()));
    }

    @Post("/{version}/approval")
    @Consumes(MediaType.ALL)
    HttpResponse<?> approve(String version, RulesOfficer officer, Form form) {
        return with(
                version,
                officer,
                found -> act(
                        VersionSteps.Kind.APPROVAL,
                        found,
                        officer,
                        form,
                        _ -> versions.approve(
                                found.id(), officer.session().agent().actor())));
    }

    @Get("/{version}/activation")
    HttpResponse<?> askActivation(String version, RulesOfficer officer) {
        return with(version, officer, found -> asked(VersionSteps.Kind.ACTIVATION, found, officer, Optional.empty()));
    }

    @Post("/{version}/activation")
    @Consumes(MediaType.ALL)
    HttpResponse<?> activate(String version, RulesOfficer officer, Form form) {
        return with(
                version,
                officer,
                found -> act(
                        VersionSteps.Kind.ACTIVATION,
                        found,
                        officer,
                        form,
                        active -> versions.activate(
                                found.id(), active, officer.session().agent().actor())));
    }

    @Get("/rollback")
    HttpResponse<?> askRollback(RulesOfficer officer) {
        return withActive(officer, found -> asked(VersionSteps.Kind.ROLLBACK, found, officer, Optional.empty()));
    }

    @Post("/rollback")
    @Consumes(MediaType.ALL)
    HttpResponse<?> rollBack(RulesOfficer officer, Form form) {
        return withActive(
                officer,
                found -> act(
                        VersionSteps.Kind.ROLLBACK,
                        found,
                        officer,
                        form,
                        active -> versions.rollback(
                                active, officer.session().agent().actor())));
    }

    private HttpResponse<?> with(String hex, RulesOfficer officer, Function<Version, HttpResponse<?>> then) {
        return VersionLines.id(hex)
                .flatMap(versions::find)
                .<HttpResponse<?>>map(then)
                .orElseGet(() -> pages.notFound(officer.session()));
    }

    private HttpResponse<?> withActive(RulesOfficer officer, Function<Version, HttpResponse<?>> then) {
        return versions.active()
                .flatMap(versions::find)
                .<HttpResponse<?>>map(then)
                .orElseGet(() -> pages.notFound(officer.session()));
    }

    private HttpResponse<?> act(
            VersionSteps.Kind kind,
            Version version,
            RulesOfficer officer,
            Form form,
            Function<Optional<VersionId>, Outcome> action) {
        var once = form.field("once");
        if (!submissions.isFirst(once)) {
            return HttpResponse.seeOther(URI.create("/console/rules"));
        }
        var active = versions.active();
        if (!form.field("active").equals(active.map(VersionId::hex).orElse(""))) {
            submissions.forget(once);
            return asked(kind, version, officer, Optional.of(Notice.notDone(kind.notDone(), moved(active))));
        }
        return switch (action.apply(active)) {
            case Outcome.Done(var done) ->
                HttpResponse.seeOther(URI.create("/console/rules?done=" + kind.done() + "&version=" + done.id()));
            case Outcome.Refused(var because) -> {
                submissions.forget(once);
                yield asked(kind, version, officer, Optional.of(Notice.notDone(kind.notDone(), because)));
            }
        };
    }

    private static String moved(Optional<VersionId> active) {
        return active.map(id -> "While you looked, version " + id + " became active.")
                        .orElse("While you looked, the active version changed.")
                + " Look again at what it means now, and decide anew.";
    }

    private HttpResponse<?> asked(
            VersionSteps.Kind kind, Version version, RulesOfficer officer, Optional<Notice> notice) {
        return pages.html(
                notice.isEmpty() ? HttpStatus.OK : HttpStatus.CONFLICT,
                "versionstep",
                steps.page(kind, version, officer, notice));
    }
}
