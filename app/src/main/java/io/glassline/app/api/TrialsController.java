package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.config.VersionId;
import io.glassline.desk.ReadingLog;
import io.glassline.routing.Rulesets;
import io.glassline.trial.CaseReport;
import io.glassline.trial.FileChange;
import io.glassline.trial.Replay;
import io.glassline.trial.TrialMessage;
import io.glassline.trial.Trials;
import io.glassline.version.Versions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What versions of the configuration would decide: their cases, one message explained, recorded traffic replayed.
/// Nothing is sent or stored by it. `active` names the version that decides now.
@Controller("/api/configuration")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TrialsController {

    private static final String ACTIVE = "active";
    private static final int DAYS_MAX = 366;
    private static final int MISSED_MAX = 200;

    private final Versions versions;
    private final Trials trials;
    private final Rulesets rulesets;
    private final ReadingLog readings;

    TrialsController(Versions versions, Trials trials, Rulesets rulesets, ReadingLog readings) {
        this.readings = readings;
        this.rulesets = rulesets;
        this.versions = versions;
        this.trials = trials;
    }

    record CasesBody(boolean holds, List<CaseReport.Result> cases, List<String> uncovered) {}

    record MessageBody(
            @Nullable String text,
            @Nullable String channel,
            @Nullable String language,
            @Nullable String cityTime,
            @Nullable String kind) {

        /// @throws DateTimeParseException when `cityTime` is not such as `2026-11-29T22:30`
        TrialMessage message(ZoneId zone) {
            return new TrialMessage(
                    text == null ? "" : text,
                    channel == null ? "sms" : channel,
                    Optional.ofNullable(language),
                    Optional.ofNullable(cityTime)
                            .map(time -> LocalDateTime.parse(time).atZone(zone).toInstant()),
                    kind == null ? "text" : kind);
        }
    }

    record ReplayRequest(@Nullable String version, @Nullable String since) {}

    record ReplayBody(
            String id,
            String draft,
            String since,
            String state,
            long total,
            long messages,
            long different,
            long notReproduced,
            long erased,
            @Nullable Long leftSeconds,
            List<Replay.Move> byOutcome,
            List<Replay.Load> load,
            List<Map<String, Object>> examples,
            @Nullable String failed) {

        static ReplayBody of(Replay replay) {
            return new ReplayBody(
                    replay.id(),
                    replay.draft().hex(),
                    replay.back().toDays() + "d",
                    replay.state().name().toLowerCase(Locale.ROOT),
                    replay.total(),
                    replay.messages(),
                    replay.different(),
                    replay.notReproduced(),
                    replay.erased(),
                    replay.left().map(Duration::toSeconds).orElse(null),
                    replay.byOutcome(),
                    replay.load(),
                    ExampleBody.all(replay.examples()),
                    replay.failed().orElse(null));
        }
    }

    @Get("/{version}/cases")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> cases(@PathVariable String version) {
        return on(version, id -> {
            var report = trials.cases(id);
            return new CasesBody(report.holds(), report.results(), report.uncovered());
        });
    }

    @Post("/{version}/explanation")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> explain(@PathVariable String version, @Body MessageBody message) {
        try {
            var asked = message.message(rulesets.active().zone());
            return on(version, id -> ExplanationBody.of(trials.explain(id, asked)));
        } catch (DateTimeParseException e) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST, "cityTime is the city's date and time, such as 2026-11-29T22:30.");
        }
    }

    @Get("/explanation")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> recorded(@QueryValue String message) {
        return trials.recorded(message)
                .<HttpResponse<?>>map(told -> HttpResponse.ok(ExplanationBody.of(told)))
                .orElseGet(() -> Problems.notFound("It is not known how it was decided about this message."));
    }

    /// What changed since `from`, or since the active version.
    @Get("/{version}/changes")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> changes(@PathVariable String version, @QueryValue(defaultValue = ACTIVE) String from) {
        var since = known(from);
        return since.isEmpty()
                ? VersionIds.unknown(from)
                : on(version, id -> Map.of("files", List.<FileChange>copyOf(trials.changes(since.get(), id))));
    }

    @Post("/replay")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> replay(@Body ReplayRequest request) {
        var days = days(request.since());
        if (days.isEmpty()) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "since is a number of days from 1d to %dd, such as 7d.".formatted(DAYS_MAX));
        }
        var version = request.version() == null ? ACTIVE : request.version();
        return known(version)
                .<HttpResponse<?>>map(id ->
                        HttpResponse.accepted().body(ReplayBody.of(trials.replay(id, Duration.ofDays(days.get())))))
                .orElseGet(() -> VersionIds.unknown(version));
    }

    /// On any node. Words are shown to those who may read transcripts, and that is on the record.
    @Get("/replay/{id}")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> replay(
            @PathVariable String id, @QueryValue(defaultValue = "false") boolean words, ApiCaller caller) {
        var replay = trials.replay(id, words && caller.token().role().covers(ApiRole.AGENT));
        if (replay.isEmpty()) {
            return Problems.notFound("There is no such replay, or it was more than a week ago.");
        }
        if (ExampleBody.haveWords(replay.get().examples())) {
            readings.listRead("replay", caller.actor());
        }
        return HttpResponse.ok(ReplayBody.of(replay.get()));
    }

    @Get("/use")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> use(@QueryValue(defaultValue = "30d") String since) {
        return days(since)
                .<HttpResponse<?>>map(days -> HttpResponse.ok(Map.of(
                        "rules",
                        trials.use(Duration.ofDays(days)),
                        "missed",
                        trials.missed(Duration.ofDays(days), MISSED_MAX))))
                .orElseGet(() -> Problems.of(HttpStatus.BAD_REQUEST, "since is a number of days, such as 30d."));
    }

    private HttpResponse<?> on(String version, Function<VersionId, Object> answer) {
        return known(version)
                .<HttpResponse<?>>map(id -> HttpResponse.ok(answer.apply(id)))
                .orElseGet(() -> VersionIds.unknown(version));
    }

    private Optional<VersionId> known(String version) {
        return version.equals(ACTIVE)
                ? versions.active()
                : VersionIds.of(version).filter(id -> versions.find(id).isPresent());
    }

    private static Optional<Integer> days(@Nullable String since) {
        var text = since == null ? "7d" : since;
        return text.matches("[1-9][0-9]{0,2}d")
                ? Optional.of(Integer.parseInt(text.substring(0, text.length() - 1)))
                        .filter(days -> days <= DAYS_MAX)
                : Optional.empty();
    }
}
