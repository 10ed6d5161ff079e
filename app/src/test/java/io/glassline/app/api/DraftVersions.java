package io.glassline.app.api;

import io.glassline.audit.Actor;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Problem;
import io.glassline.config.Version;
import io.glassline.config.Version.Step;
import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One active version that a node decides by, and one draft that nobody may activate. What says "wrong" is wrong.
final class DraftVersions implements Versions {

    static final VersionId ACTIVE = new VersionId("0123456789ab");
    static final VersionId DRAFT = new VersionId("ba9876543210");

    private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");

    @Override
    public List<Version> history(int countMax) {
        return List.of(version(DRAFT, false), version(ACTIVE, true));
    }

    @Override
    public Optional<Version> find(VersionId id) {
        return history(2).stream().filter(version -> version.id().equals(id)).findFirst();
    }

    private static Version version(VersionId id, boolean isActive) {
        var pushed = new Step(Step.Kind.PUSHED, "lee", AT, "");
        return new Version(
                id,
                Optional.of(ACTIVE).filter(before -> !isActive),
                "a try",
                isActive ? List.of(pushed, new Step(Step.Kind.ACTIVATED, "dana", AT, "")) : List.of(pushed),
                isActive);
    }

    @Override
    public Optional<VersionId> active() {
        return Optional.of(ACTIVE);
    }

    @Override
    public Optional<ConfigurationFiles> files(VersionId id) {
        return Optional.empty();
    }

    @Override
    public Pushed push(ConfigurationFiles files, String note, Actor by) {
        return files.text("city.yml").contains("wrong")
                ? new Pushed.Refused(List.of(new Problem("city.yml", 1, "name", "is wrong")))
                : new Pushed.Taken(
                        version(DRAFT, false),
                        List.of(new Problem("routing.yml", 3, "rules[1]", "never decides")),
                        false);
    }

    @Override
    public Outcome approve(VersionId id, Actor by) {
        return new Outcome.Done(version(id, false));
    }

    @Override
    public Outcome activate(VersionId id, Optional<VersionId> instead, Actor by) {
        return new Outcome.Refused("Nobody has approved it yet.");
    }

    @Override
    public Outcome rollback(Optional<VersionId> from, Actor by) {
        return new Outcome.Done(version(ACTIVE, true));
    }

    @Override
    public List<NodeVersion> nodes() {
        return List.of(
                new NodeVersion("a:8081", ACTIVE, AT, Optional.empty()),
                new NodeVersion("b:8081", ACTIVE, AT, Optional.of(new RefusedVersion(DRAFT, "the model is gone"))));
    }
}
