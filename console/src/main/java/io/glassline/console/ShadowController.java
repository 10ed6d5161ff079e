package io.glassline.console;

import io.glassline.config.Version;
import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.trial.Shadow;
import io.glassline.trial.Shadows;
import io.glassline.trial.Shadows.Outcome;
import io.glassline.trial.Share;
import io.glassline.trial.Trials;
import io.glassline.version.Versions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lets a version of the rules decide beside the active one about a share of what comes in. Nothing of
/// it is sent.
@Controller("/console/rules/{version}/shadow")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ShadowController {

    private static final String SHARE_USUALLY = "10%";
    private static final List<String> SHARES = List.of("1%", SHARE_USUALLY, "50%", "100%");

    private static final int HOURS_USUALLY = 24;
    private static final List<Map.Entry<Integer, String>> WINDOWS =
            List.of(Map.entry(1, "1 hour"), Map.entry(HOURS_USUALLY, "1 day"), Map.entry(168, "7 days"));

    private final Versions versions;
    private final Shadows shadows;
    private final Trials trials;
    private final VersionLines lines;
    private final ShadowRuns runs;
    private final ReadingRecorder readings;
    private final SubmittedForms submissions;
    private final Pages pages;

    ShadowController(
            Versions versions,
            Shadows shadows,
            Trials trials,
            VersionLines lines,
            ShadowRuns runs,
            ReadingRecorder readings,
            SubmittedForms submissions,
            Pages pages) {
        this.versions = versions;
        this.shadows = shadows;
        this.trials = trials;
        this.lines = lines;
        this.runs = runs;
        this.readings = readings;
        this.submissions = submissions;
        this.pages = pages;
    }

    /// What it found; for a page that is open already, only the part of it that changes.
    @Get
    HttpResponse<?> found(
            String version, RulesOfficer officer, @Header(name = "HX-Request", defaultValue = "") String fragment) {
        return with(
                version,
                officer,
                found -> page(
                        HttpStatus.OK, fragment.isEmpty() ? "shadow" : "shadowrun", officer, found, Optional.empty()));
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> begin(String version, RulesOfficer officer, Form form) {
        return with(version, officer, found -> {
            var share = SHARES.stream()
                    .filter(form.field("share")::equals)
                    .findFirst()
                    .flatMap(Share::parse);
            var hours = WINDOWS.stream()
                    .map(Map.Entry::getKey)
                    .filter(window -> form.field("hours").equals(window.toString()))
                    .findFirst();
            if (share.isEmpty() || hours.isEmpty()) {
                return page(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "shadow",
                        officer,
                        found,
                        Optional.of(Notice.notDone("Not begun", "Choose a share, and for how long.")));
            }
            return act(
                    found,
                    officer,
                    form,
                    "Not begun",
                    () -> shadows.begin(
                            found.id(),
                            share.get(),
                            Duration.ofHours(hours.get()),
                            officer.session().agent().actor()));
        });
    }

    @Post("/end")
    @Consumes(MediaType.ALL)
    HttpResponse<?> end(String version, RulesOfficer officer, Form form) {
        return with(
                version,
                officer,
                found -> act(found, officer, form, "Not ended", () -> {
                    var running =
                            shadows.running().filter(shadow -> shadow.draft().equals(found.id()));
                    return running.isPresent()
                            ? shadows.end(officer.session().agent().actor())
                            : new Outcome.Refused("It has ended already.");
                }));
    }

    private interface Act {
        Outcome outcome();
    }

    private HttpResponse<?> act(Version version, RulesOfficer officer, Form form, String notDone, Act act) {
        var once = form.field("once");
        if (!submissions.isFirst(once)) {
            return HttpResponse.seeOther(URI.create(href(version)));
        }
        return switch (act.outcome()) {
            case Outcome.Done _ -> HttpResponse.seeOther(URI.create(href(version)));
            case Outcome.Refused(var because) -> {
                submissions.forget(once);
                yield page(
                        HttpStatus.CONFLICT, "shadow", officer, version, Optional.of(Notice.notDone(notDone, because)));
            }
        };
    }

    private HttpResponse<?> with(String hex, RulesOfficer officer, Function<Version, HttpResponse<?>> then) {
        return VersionLines.id(hex)
                .flatMap(versions::find)
                .<HttpResponse<?>>map(then)
                .orElseGet(() -> pages.notFound(officer.session()));
    }

    /// Words in it are a reading, and on the record.
    private HttpResponse<?> page(
            HttpStatus status, String template, RulesOfficer officer, Version version, Optional<Notice> notice) {
        var session = officer.session();
        var latest = trials.shadow(session.mayRead());
        var own = latest.filter(shadow -> shadow.draft().equals(version.id()));
        if (own.stream()
                .flatMap(shadow -> shadow.found().examples().stream())
                .anyMatch(example -> example.words().isPresent())) {
            readings.list(CitizenList.SHADOW, session.agent().actor());
        }
        var running = latest.filter(Shadow::runs);
        return pages.html(
                status,
                template,
                new ShadowPage(
                        pages.frame("Shadow of version " + version.id(), "rules", Optional.of(session)),
                        notice,
                        lines.of(version),
                        running.isEmpty() && !version.active(),
                        running.map(Shadow::draft)
                                .filter(draft -> !draft.equals(version.id()))
                                .flatMap(versions::find)
                                .map(lines::of),
                        SHARES.stream()
                                .map(share -> new DeskPage.Option(
                                        share, share.replace("%", " %"), share.equals(SHARE_USUALLY)))
                                .toList(),
                        WINDOWS.stream()
                                .map(window -> new DeskPage.Option(
                                        window.getKey().toString(),
                                        window.getValue(),
                                        window.getKey() == HOURS_USUALLY))
                                .toList(),
                        StaffSessions.randomToken(),
                        own.map(shadow -> runs.of(shadow, href(version), session))));
    }

    private static String href(Version version) {
        return VersionLines.href(version.id()) + "/shadow";
    }
}
