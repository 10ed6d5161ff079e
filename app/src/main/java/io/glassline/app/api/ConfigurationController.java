package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.Version;
import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import io.glassline.version.Versions.Outcome;
import io.glassline.version.Versions.Pushed;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The versions of the city's configuration: pushed, approved by a second person, activated, rolled back.
@Controller("/api/configuration")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConfigurationController {

    private static final int LISTED_MAX = 100;
    private static final int PROBLEMS_MAX = 200;

    private final Versions versions;

    ConfigurationController(Versions versions) {
        this.versions = versions;
    }

    record StepBody(String kind, String who, Instant at, String says) {}

    /// `state` is `draft`, `approved`, `active`, or `was-active`.
    record VersionBody(String id, String state, @Nullable String after, String note, List<StepBody> steps) {

        static VersionBody of(Version version) {
            return new VersionBody(
                    version.id().hex(),
                    state(version),
                    version.after().map(VersionId::hex).orElse(null),
                    version.note(),
                    version.steps().stream()
                            .map(step -> new StepBody(
                                    step.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                    step.who(),
                                    step.at(),
                                    step.says()))
                            .toList());
        }

        private static String state(Version version) {
            if (version.active()) {
                return "active";
            }
            if (version.last(Version.Step.Kind.ACTIVATED).isPresent()) {
                return "was-active";
            }
            return version.isApproved() ? "approved" : "draft";
        }
    }

    record NodeBody(
            String node,
            String version,
            Instant since,
            @Nullable String refused,
            @Nullable String because) {

        static NodeBody of(Versions.NodeVersion node) {
            return new NodeBody(
                    node.node(),
                    node.version().hex(),
                    node.since(),
                    node.refused().map(refused -> refused.version().hex()).orElse(null),
                    node.refused().map(Versions.RefusedVersion::because).orElse(null));
        }
    }

    record ConfigurationBody(@Nullable String active, List<VersionBody> versions, List<NodeBody> nodes) {}

    record PushedBody(VersionBody version, boolean known, List<String> warnings) {}

    @Get
    @NeedsRole(ApiRole.READER)
    ConfigurationBody configuration() {
        return new ConfigurationBody(
                versions.active().map(VersionId::hex).orElse(null),
                versions.history(LISTED_MAX).stream().map(VersionBody::of).toList(),
                versions.nodes().stream().map(NodeBody::of).toList());
    }

    /// The body is a zip archive of the configuration folder.
    @Post
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> push(@Body byte[] archive, @QueryValue @Nullable String note, ApiCaller caller) {
        return switch (ConfigurationFiles.ofZip(archive)) {
            case Parsed.Bad<ConfigurationFiles>(var problems) -> refused(problems);
            case Parsed.Good<ConfigurationFiles>(var files) ->
                switch (versions.push(files, note == null ? "" : note, caller.actor())) {
                    case Pushed.Refused(var problems) -> refused(problems);
                    case Pushed.Taken(var version, var warnings, var known) ->
                        HttpResponse.created(new PushedBody(
                                VersionBody.of(version),
                                known,
                                warnings.stream().map(Problem::toString).toList()));
                };
        };
    }

    /// The files of a version, as a zip archive.
    @Get("/{version}/files")
    @Produces("application/zip")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> files(@PathVariable String version) {
        return VersionIds.of(version)
                .flatMap(versions::files)
                .<HttpResponse<?>>map(files -> HttpResponse.ok(files.toZip()))
                .orElseGet(() -> VersionIds.unknown(version));
    }

    @Post("/{version}/approval")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> approve(@PathVariable String version, ApiCaller caller) {
        return on(version, id -> versions.approve(id, caller.actor()));
    }

    /// `instead` is the version that the caller saw to be active.
    @Post("/{version}/activation")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> activate(@PathVariable String version, @QueryValue @Nullable String instead, ApiCaller caller) {
        var seen = Optional.ofNullable(instead);
        if (seen.isPresent() && seen.flatMap(VersionIds::of).isEmpty()) {
            return VersionIds.unknown(seen.get());
        }
        return on(version, id -> versions.activate(id, seen.flatMap(VersionIds::of), caller.actor()));
    }

    /// `from` is the version that the caller saw to be active: of two who roll back at once, the second
    /// is told.
    @Post("/rollback")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> rollback(@QueryValue @Nullable String from, ApiCaller caller) {
        var seen = Optional.ofNullable(from);
        return seen.isPresent() && seen.flatMap(VersionIds::of).isEmpty()
                ? VersionIds.unknown(seen.get())
                : answer(versions.rollback(seen.flatMap(VersionIds::of), caller.actor()));
    }

    private HttpResponse<?> on(String version, Function<VersionId, Outcome> act) {
        return VersionIds.of(version)
                .filter(id -> versions.find(id).isPresent())
                .<HttpResponse<?>>map(id -> answer(act.apply(id)))
                .orElseGet(() -> VersionIds.unknown(version));
    }

    private static HttpResponse<?> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var version) -> HttpResponse.ok(VersionBody.of(version));
            case Outcome.Refused(var because) -> Problems.of(HttpStatus.CONFLICT, because);
        };
    }

    /// A file that is wrong throughout has thousands; whoever mends the first sees the next.
    private static HttpResponse<Map<String, Object>> refused(List<Problem> problems) {
        var body = new LinkedHashMap<>(Problems.of(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        problems.size() == 1
                                ? problems.getFirst().toString()
                                : "%d mistakes; nothing was taken.".formatted(problems.size()))
                .body());
        body.put(
                "problems",
                problems.stream().limit(PROBLEMS_MAX).map(Problem::toString).toList());
        return HttpResponse.<Map<String, Object>>status(HttpStatus.UNPROCESSABLE_ENTITY)
                .contentType(MediaType.of("application/problem+json"))
                .body(body);
    }
}
