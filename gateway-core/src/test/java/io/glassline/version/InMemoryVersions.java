package io.glassline.version;

import io.glassline.audit.Actor;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Problem;
import io.glassline.config.Version;
import io.glassline.config.Version.Step;
import io.glassline.config.Version.Step.Kind;
import io.glassline.config.VersionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Versions in memory, without nodes that could refuse one. Tests may lay down versions that nobody pushed.
public final class InMemoryVersions implements Versions {

    /// What [#nodes] tells.
    public final List<NodeVersion> nodes = Collections.synchronizedList(new ArrayList<>());

    private final InstantSource clock;
    private final Function<ConfigurationFiles, List<Problem>> mistakes;
    private final Map<VersionId, Version> all = new LinkedHashMap<>();
    private final Map<VersionId, ConfigurationFiles> files = new LinkedHashMap<>();

    /// What was active when a version was made so by going on.
    private final Map<VersionId, VersionId> before = new HashMap<>();

    private Optional<VersionId> active = Optional.empty();

    /// Versions without mistakes.
    public InMemoryVersions(InstantSource clock) {
        this(clock, _ -> List.of());
    }

    public InMemoryVersions(InstantSource clock, Function<ConfigurationFiles, List<Problem>> mistakes) {
        this.clock = clock;
        this.mistakes = mistakes;
    }

    // laid down by tests

    /// A version of any name that somebody pushed.
    public synchronized VersionId pushed(String hex, String note, String by, Instant at) {
        var id = new VersionId(hex);
        all.put(id, new Version(id, active, note, List.of(new Step(Kind.PUSHED, by, at, "")), false));
        return id;
    }

    /// A version of any name that is the active one.
    public synchronized VersionId live(String hex, String note, String by, String approvedBy, Instant at) {
        var id = pushed(hex, note, by, at);
        step(id, Kind.APPROVED, approvedBy, at.plusSeconds(1_800));
        makeActive(id, approvedBy, at.plusSeconds(3_600));
        return id;
    }

    /// A version with its files that is taken in and, where it is the first, active.
    public synchronized VersionId keep(ConfigurationFiles kept) {
        pushed(kept.id().hex(), "", "gateway", clock.instant());
        files.put(kept.id(), kept);
        if (active.isEmpty()) {
            makeActive(kept.id(), "gateway", clock.instant());
        }
        return kept.id();
    }

    public synchronized void step(VersionId id, Kind kind, String by, Instant at) {
        step(id, new Step(kind, by, at, ""));
    }

    private void step(VersionId id, Step step) {
        var version = all.get(id);
        var steps = new ArrayList<>(version.steps());
        steps.add(step);
        all.put(id, new Version(id, version.after(), version.note(), steps, version.active()));
    }

    // the port

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
        return active;
    }

    @Override
    public synchronized Optional<ConfigurationFiles> files(VersionId id) {
        return Optional.ofNullable(files.get(id));
    }

    @Override
    public synchronized Pushed push(ConfigurationFiles pushed, String note, Actor by) {
        var wrong = mistakes.apply(pushed);
        if (!wrong.isEmpty()) {
            return new Pushed.Refused(wrong);
        }
        var id = pushed.id();
        var known = all.containsKey(id);
        if (!known) {
            pushed(id.hex(), note, person(by), clock.instant());
            files.put(id, pushed);
        }
        return new Pushed.Taken(all.get(id), List.of(), known);
    }

    @Override
    public synchronized Outcome approve(VersionId id, Actor by) {
        var version = all.get(id);
        if (version == null) {
            return unknown(id);
        }
        var approved = version.last(Kind.APPROVED);
        if (approved.isPresent()) {
            return new Outcome.Refused(approved.get().who() + " has approved it already.");
        }
        if (version.steps().stream()
                .anyMatch(step -> step.kind() == Kind.PUSHED && step.who().equals(person(by)))) {
            return new Outcome.Refused("Who pushed a version cannot approve it; a second person must.");
        }
        step(id, Kind.APPROVED, person(by), clock.instant());
        return new Outcome.Done(all.get(id));
    }

    @Override
    public synchronized Outcome activate(VersionId id, Optional<VersionId> instead, Actor by) {
        var version = all.get(id);
        if (version == null) {
            return unknown(id);
        }
        if (!version.isApproved()) {
            return new Outcome.Refused("Nobody has approved it yet.");
        }
        if (instead.isPresent() && !instead.equals(active)) {
            return new Outcome.Refused("Meanwhile " + named(active) + " became active.");
        }
        if (active.equals(Optional.of(id))) {
            return new Outcome.Refused("It is active already.");
        }
        makeActive(id, person(by), clock.instant());
        return new Outcome.Done(all.get(id));
    }

    @Override
    public synchronized Outcome rollback(Optional<VersionId> from, Actor by) {
        if (from.isPresent() && !from.equals(active)) {
            return new Outcome.Refused("Meanwhile " + named(active) + " became active, and nothing was rolled back.");
        }
        var target = active.map(before::get);
        if (target.isEmpty()) {
            return new Outcome.Refused("There is no version before the active one.");
        }
        step(active.orElseThrow(), Kind.ROLLED_BACK, person(by), clock.instant());
        step(target.get(), new Step(Kind.ACTIVATED, person(by), clock.instant(), "rolled back to it"));
        active = target;
        mark();
        return new Outcome.Done(all.get(target.get()));
    }

    @Override
    public List<NodeVersion> nodes() {
        return List.copyOf(nodes);
    }

    private static String named(Optional<VersionId> id) {
        return id.map(VersionId::hex).orElse("none");
    }

    private static Outcome unknown(VersionId id) {
        return new Outcome.Refused("There is no version " + id + ".");
    }

    private static String person(Actor by) {
        return by.onBehalfOf().orElse(by.who());
    }

    private void makeActive(VersionId id, String by, Instant at) {
        active.ifPresent(left -> before.put(id, left));
        active = Optional.of(id);
        step(id, Kind.ACTIVATED, by, at);
        mark();
    }

    private void mark() {
        all.replaceAll((id, version) ->
                new Version(id, version.after(), version.note(), version.steps(), active.equals(Optional.of(id))));
    }
}
