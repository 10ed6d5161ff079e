package io.glassline.console;

import io.glassline.config.Version;
import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.trial.Replay;
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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Replays recorded messages against a version of the rules. Nothing is sent.
@Controller("/console/rules/{version}/replay")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReplayController {

    private static final int DAYS_USUALLY = 7;
    private static final List<Map.Entry<Integer, String>> WINDOWS =
            List.of(Map.entry(1, "1 day"), Map.entry(DAYS_USUALLY, "7 days"), Map.entry(30, "30 days"));

    private final Versions versions;
    private final Trials trials;
    private final VersionLines lines;
    private final ReplayRuns runs;
    private final ReadingRecorder readings;
    private final SubmittedForms submissions;
    private final Pages pages;

    ReplayController(
            Versions versions,
            Trials trials,
            VersionLines lines,
            ReplayRuns runs,
            ReadingRecorder readings,
            SubmittedForms submissions,
            Pages pages) {
        this.versions = versions;
        this.trials = trials;
        this.lines = lines;
        this.runs = runs;
        this.readings = readings;
        this.submissions = submissions;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> choose(String version, RulesOfficer officer, @QueryValue(defaultValue = "") String done) {
        var notice = done.equals("begun")
                ? Optional.of(Notice.notDone("Begun already", "This form was sent before, and its replay was begun."))
                : Optional.<Notice>empty();
        return with(version, officer, found -> page(HttpStatus.OK, "replay", officer, found, notice, Optional.empty()));
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> begin(String version, RulesOfficer officer, Form form) {
        return with(version, officer, found -> {
            var days = WINDOWS.stream()
                    .map(Map.Entry::getKey)
                    .filter(window -> form.field("days").equals(window.toString()))
                    .findFirst();
            if (days.isEmpty()) {
                return page(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "replay",
                        officer,
                        found,
                        Optional.of(Notice.notDone("Not begun", "Choose how many days are replayed.")),
                        Optional.empty());
            }
            if (!submissions.isFirst(form.field("once"))) {
                return HttpResponse.seeOther(URI.create(href(found) + "?done=begun"));
            }
            var begun = trials.replay(found.id(), Duration.ofDays(days.get()));
            return HttpResponse.seeOther(URI.create(href(found, begun)));
        });
    }

    /// How far it has come; for a page that is open already, only the part of it that changes. Words in it are a
    /// reading, and on the record.
    @Get("/{id}")
    HttpResponse<?> progress(
            String version,
            String id,
            RulesOfficer officer,
            @Header(name = "HX-Request", defaultValue = "") String fragment) {
        return with(version, officer, found -> {
            var session = officer.session();
            var replay = trials.replay(id, session.mayRead())
                    .filter(one -> one.draft().equals(found.id()));
            if (replay.isEmpty()) {
                return page(
                        HttpStatus.NOT_FOUND,
                        "replay",
                        officer,
                        found,
                        Optional.of(Notice.notDone(
                                "This replay is not known", "It was more than a week ago. Begin it again.")),
                        Optional.empty());
            }
            if (session.mayRead()
                    && replay.get().examples().stream()
                            .anyMatch(example -> example.words().isPresent())) {
                readings.list(CitizenList.REPLAY, session.agent().actor());
            }
            return page(
                    HttpStatus.OK,
                    fragment.isEmpty() ? "replay" : "replayrun",
                    officer,
                    found,
                    Optional.empty(),
                    Optional.of(runs.of(replay.get(), href(found, replay.get()), session)));
        });
    }

    private HttpResponse<?> with(String hex, RulesOfficer officer, Function<Version, HttpResponse<?>> then) {
        return VersionLines.id(hex)
                .flatMap(versions::find)
                .<HttpResponse<?>>map(then)
                .orElseGet(() -> pages.notFound(officer.session()));
    }

    private HttpResponse<?> page(
            HttpStatus status,
            String template,
            RulesOfficer officer,
            Version version,
            Optional<Notice> notice,
            Optional<ReplayPage.Run> run) {
        return pages.html(
                status,
                template,
                new ReplayPage(
                        pages.frame("Replay on version " + version.id(), "rules", Optional.of(officer.session())),
                        notice,
                        lines.of(version),
                        WINDOWS.stream()
                                .map(window -> new DeskPage.Option(
                                        window.getKey().toString(), window.getValue(), window.getKey() == DAYS_USUALLY))
                                .toList(),
                        StaffSessions.randomToken(),
                        run));
    }

    private static String href(Version version) {
        return VersionLines.href(version.id()) + "/replay";
    }

    private static String href(Version version, Replay replay) {
        return href(version) + "/" + URLEncoder.encode(replay.id(), StandardCharsets.UTF_8);
    }
}
