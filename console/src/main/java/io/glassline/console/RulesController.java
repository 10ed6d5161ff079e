package io.glassline.console;

import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import io.glassline.version.Versions.NodeVersion;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// The versions of the city's rules, for those who say which one is live.
@Controller("/console/rules")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RulesController {

    static final int VERSIONS_MAX = 50;

    private final Versions versions;
    private final VersionLines lines;
    private final CityTime time;
    private final Pages pages;

    RulesController(Versions versions, VersionLines lines, CityTime time, Pages pages) {
        this.versions = versions;
        this.lines = lines;
        this.time = time;
        this.pages = pages;
    }

    /// The page; for a page that is open already, only the part of it that changes.
    @Get
    HttpResponse<?> list(
            RulesOfficer officer,
            @QueryValue(defaultValue = "") String done,
            @QueryValue(defaultValue = "") String version,
            @Header(name = "HX-Request", defaultValue = "") String fragment) {
        var history = versions.history(VERSIONS_MAX + 1);
        var active = versions.active();
        return pages.html(
                HttpStatus.OK,
                fragment.isEmpty() ? "rules" : "versions",
                new RulesPage(
                        pages.frame("Rules", "rules", Optional.of(officer.session())),
                        done(done, version),
                        active.flatMap(versions::find).map(lines::of),
                        active.flatMap(versions::find)
                                .flatMap(one -> VersionSteps.before(one, history))
                                .isPresent(),
                        versions.nodes().stream()
                                .map(node -> node(node, active))
                                .toList(),
                        history.stream().limit(VERSIONS_MAX).map(lines::of).toList(),
                        history.size() > VERSIONS_MAX));
    }

    private static Optional<Notice> done(String done, String version) {
        return VersionLines.id(version).flatMap(id -> switch (done) {
            case "approved" -> Optional.of(Notice.done("Version " + id + " is approved", "It can be activated now."));
            case "activated" -> Optional.of(Notice.done("Version " + id + " is active", "All nodes decide by it."));
            case "rolled-back" ->
                Optional.of(Notice.done("Version " + id + " is active again", "All nodes decide by it."));
            default -> Optional.empty();
        });
    }

    private RulesPage.Node node(NodeVersion node, Optional<VersionId> active) {
        var follows = active.equals(Optional.of(node.version()));
        var refused = node.refused();
        return new RulesPage.Node(
                node.node(),
                node.version().hex(),
                VersionLines.href(node.version()),
                time.at(node.since()),
                time.full(node.since()),
                refused.isPresent() ? "refused" : follows ? "follows" : "behind",
                refused.map(one -> "Refused " + one.version())
                        .orElse(follows ? "Decides by the active version" : "Has not taken up the active version"),
                refused.map(Versions.RefusedVersion::because).orElse(""));
    }
}
