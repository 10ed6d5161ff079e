package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.desk.ReadingLog;
import io.glassline.trial.Replay;
import io.glassline.trial.Shadow;
import io.glassline.trial.ShadowFindings;
import io.glassline.trial.Shadows;
import io.glassline.trial.Shadows.Outcome;
import io.glassline.trial.Share;
import io.glassline.trial.Trials;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A draft that decides beside the active version about a share of what comes in. Nothing of it is sent
/// or stored but how it differs.
@Controller("/api/configuration")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ShadowController {

    private final Shadows shadows;
    private final Trials trials;
    private final ReadingLog readings;

    ShadowController(Shadows shadows, Trials trials, ReadingLog readings) {
        this.shadows = shadows;
        this.trials = trials;
        this.readings = readings;
    }

    record ShadowBody(
            String id,
            String draft,
            String beside,
            String share,
            String state,
            String begunBy,
            Instant begunAt,
            Instant endsAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String because,
            long messages,
            long different,
            long skipped,
            long inForms,
            long failed,
            @Nullable Long activeMicros,
            @Nullable Long draftMicros,
            @Nullable Long slowestMicros,
            List<Replay.Move> byOutcome,
            List<ShadowFindings.Fault> faults,
            List<Map<String, Object>> examples,
            List<String> problems) {

        static ShadowBody of(Shadow shadow) {
            var found = shadow.found();
            return new ShadowBody(
                    shadow.id(),
                    shadow.draft().hex(),
                    shadow.beside().hex(),
                    shadow.share().toString(),
                    shadow.runs() ? "running" : "ended",
                    shadow.begunBy(),
                    shadow.begunAt(),
                    shadow.endsAt(),
                    shadow.end().map(Shadow.End::at).orElse(null),
                    shadow.end().map(Shadow.End::by).orElse(null),
                    shadow.end().map(Shadow.End::because).orElse(null),
                    found.messages(),
                    found.different(),
                    found.skipped(),
                    found.inForms(),
                    found.failed(),
                    micros(found.activeTook(), found.messages()),
                    micros(found.draftTook(), found.messages()),
                    micros(found.slowest(), Math.min(1, found.messages())),
                    found.moves(),
                    found.faults(),
                    ExampleBody.all(found.examples()),
                    found.problems());
        }

        private static @Nullable Long micros(Duration took, long messages) {
            return messages == 0 ? null : took.toNanos() / messages / 1_000;
        }
    }

    /// @param hours after which it ends by itself
    @Post("/{version}/shadow")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> begin(
            @PathVariable String version,
            @QueryValue(defaultValue = "10%") String share,
            @QueryValue(defaultValue = "24") int hours,
            ApiCaller caller) {
        var draft = VersionIds.of(version);
        if (draft.isEmpty()) {
            return VersionIds.unknown(version);
        }
        return Share.parse(share)
                .<HttpResponse<?>>map(
                        of -> answer(shadows.begin(draft.get(), of, Duration.ofHours(hours), caller.actor())))
                .orElseGet(() -> Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "share is a share of all conversations, from 0.1% to 100%, such as 10%."));
    }

    @Delete("/shadow")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> end(ApiCaller caller) {
        return answer(shadows.end(caller.actor()));
    }

    /// The one that runs, else the last one. Words are shown to those who may read transcripts, and that
    /// is on the record.
    @Get("/shadow")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> found(@QueryValue(defaultValue = "false") boolean words, ApiCaller caller) {
        var shadow = trials.shadow(words && caller.token().role().covers(ApiRole.AGENT));
        if (shadow.isEmpty()) {
            return Problems.notFound("No draft has decided beside the active version yet.");
        }
        if (ExampleBody.haveWords(shadow.get().found().examples())) {
            readings.listRead("shadow", caller.actor());
        }
        return HttpResponse.ok(ShadowBody.of(shadow.get()));
    }

    private static HttpResponse<?> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var shadow) -> HttpResponse.ok(ShadowBody.of(shadow));
            case Outcome.Refused(var because) -> Problems.of(HttpStatus.CONFLICT, because);
        };
    }
}
