package io.glassline.console;

import io.glassline.audit.Actor;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Version;
import io.glassline.config.Version.Step;
import io.glassline.config.Version.Step.Kind;
import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Versions of the rules in memory. Who pushed a version does not approve it, and what is approved is not approved
/// again. Going back leads to what was active when the active version was made so.
final class MemoryVersions implements Versions {

    final List<NodeVersion> nodes = new ArrayList<>();

    private final InstantSource clock;
    private final Map<VersionId, Version> all = new LinkedHashMap<>();
    private final Map<VersionId, ConfigurationFiles> files = new LinkedHashMap<>();
    private final List<VersionId> wasActive = new ArrayList<>();

    MemoryVersions(InstantSource clock) {
        this.clock = clock;
    }

    /// A version that somebody pushed.
    synchronized VersionId pushed(String hex, String note, String by, Instant at) {
        var id = new VersionId(hex);
        all.put(id, new Version(id, active(), note, List.of(new Step(Kind.PUSHED, by, at, "")), false));
        return id;
    }

    /// A version that is the active one.
    synchronized VersionId live(String hex, String note, String by, String approvedBy, Instant at) {
        var id = pushed(hex, note, by, at);
        step(id, Kind.APPROVED, approvedBy, at.plusSeconds(1_800));
        makeActive(id, approvedBy, at.plusSeconds(3_600));
        return id;
    }

    synchronized void step(VersionId id, Kind kind, String by, Instant at) {
        step(id, new Step(kind, by, at, ""));
    }

    private void step(VersionId id, Step step) {
        var version = all.get(id);
        var steps = new ArrayList<>(version.steps());
        steps.add(step);
        all.put(id, new Version(id, version.after(), version.note(), steps, version.active()));
    }

    @Override
    public synchronized List<Version> history(int countMax) {
        return new ArrayList<>(all.values()).reversed().stream().limit(countMax).toList();
    }

    @Override
    public synchronized Optional<Version> find(VersionId id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public synchronized Optional<VersionId> active() {
        return wasActive.isEmpty() ? Optional.empty() : Optional.of(wasActive.getLast());
    }

    @Override
    public synchronized Optional<ConfigurationFiles> files(VersionId id) {
        return Optional.ofNullable(files.get(id));
    }

    @Override
    public synchronized Pushed push(ConfigurationFiles pushed, String note, Actor by) {
        var id = pushed.id();
        var known = all.containsKey(id);
        if (!known) {
            pushed(id.hex(), note, by.who(), clock.instant());
            files.put(id, pushed);
        }
        return new Pushed.Taken(all.get(id), List.of(), known);
    }

    @Override
    public synchronized Outcome approve(VersionId id, Actor by) {
        var version = all.get(id);
        var approved = version.last(Kind.APPROVED);
        if (approved.isPresent()) {
            return new Outcome.Refused(
                    "It is approved already, by " + approved.get().who() + ".");
        }
        if (version.last(Kind.PUSHED).orElseThrow().who().equals(by.who())) {
            return new Outcome.Refused("You pushed this version, so another person approves it.");
        }
        step(id, Kind.APPROVED, by.who(), clock.instant());
        return new Outcome.Done(all.get(id));
    }

    @Override
    public synchronized Outcome activate(VersionId id, Optional<VersionId> instead, Actor by) {
        if (!instead.equals(active())) {
            return new Outcome.Refused("Another version became active meanwhile.");
        }
        if (!all.get(id).isApproved()) {
            return new Outcome.Refused("Nobody has approved this version yet.");
        }
        makeActive(id, by.who(), clock.instant());
        return new Outcome.Done(all.get(id));
    }

    @Override
    public synchronized Outcome rollback(Actor by) {
        if (wasActive.size() < 2) {
            return new Outcome.Refused("No version was active before this one.");
        }
        var left = wasActive.removeLast();
        step(left, Kind.ROLLED_BACK, by.who(), clock.instant());
        step(wasActive.getLast(), new Step(Kind.ACTIVATED, by.who(), clock.instant(), "rolled back to it"));
        mark();
        return new Outcome.Done(all.get(wasActive.getLast()));
    }

    @Override
    public synchronized List<NodeVersion> nodes() {
        return List.copyOf(nodes);
    }

    private void makeActive(VersionId id, String by, Instant at) {
        wasActive.add(id);
        step(id, Kind.ACTIVATED, by, at);
        mark();
    }

    private void mark() {
        all.replaceAll((id, version) ->
                new Version(id, version.after(), version.note(), version.steps(), active().equals(Optional.of(id))));
    }
}
