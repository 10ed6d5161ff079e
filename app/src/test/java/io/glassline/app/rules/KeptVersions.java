package io.glassline.app.rules;

import io.glassline.audit.Actor;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Version;
import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Versions in memory, the first of which is active. Nothing is pushed by anyone.
final class KeptVersions implements Versions {

    private final Map<VersionId, ConfigurationFiles> files = new LinkedHashMap<>();

    VersionId keep(ConfigurationFiles version) {
        files.put(version.id(), version);
        return version.id();
    }

    @Override
    public List<Version> history(int countMax) {
        return files.keySet().stream().map(this::version).limit(countMax).toList();
    }

    private Version version(VersionId id) {
        return new Version(
                id, Optional.empty(), "", List.of(), active().filter(id::equals).isPresent());
    }

    @Override
    public Optional<Version> find(VersionId id) {
        return files(id).map(_ -> version(id));
    }

    @Override
    public Optional<VersionId> active() {
        return files.keySet().stream().findFirst();
    }

    @Override
    public Optional<ConfigurationFiles> files(VersionId id) {
        return Optional.ofNullable(files.get(id));
    }

    @Override
    public Pushed push(ConfigurationFiles files, String note, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome approve(VersionId id, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome activate(VersionId id, Optional<VersionId> instead, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome rollback(Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<NodeVersion> nodes() {
        return List.of();
    }
}
