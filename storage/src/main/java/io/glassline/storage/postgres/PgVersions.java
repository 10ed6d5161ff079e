package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditKind;
import io.glassline.audit.ConfigurationEvent;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Problem;
import io.glassline.config.Version;
import io.glassline.config.Version.Step;
import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Versions of the configuration, in the tables `configuration_…`.
///
/// A version becomes active in two steps: the nodes that live get it ready, and only when each has, they all take it
/// up. Where one cannot, none does.
public final class PgVersions implements Versions {

    /// How long the nodes may take to get a version ready: a large city's answers are learnt within it.
    public static final Duration PREPARE_MAX = Duration.ofSeconds(90);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int NOTE_CHARS_MAX = 500;

    private final Database database;
    private final PgVersionNodes nodes;
    private final PgShadows shadows;
    private final AuditEntries audit;
    private final Function<ConfigurationFiles, Checked> check;
    private final InstantSource clock;

    /// What is wrong with a version's files, and what may be a trap.
    public record Checked(List<Problem> mistakes, List<Problem> warnings) {}

    public PgVersions(
            Database database,
            PgVersionNodes nodes,
            PgShadows shadows,
            AuditEntries audit,
            Function<ConfigurationFiles, Checked> check,
            InstantSource clock) {
        this.database = database;
        this.nodes = nodes;
        this.shadows = shadows;
        this.audit = audit;
        this.check = check;
        this.clock = clock;
    }

    // what is there

    @Override
    public List<Version> history(int countMax) {
        return database.jdbi()
                .inTransaction(handle -> VersionRows.versions(
                        handle, "order by pushed_at desc, id limit %d".formatted(countMax), Map.of()));
    }

    @Override
    public Optional<Version> find(VersionId id) {
        return database.jdbi().inTransaction(handle -> VersionRows.find(handle, id));
    }

    @Override
    public Optional<VersionId> active() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select active from configuration_state")
                        .map((row, _) -> Rows.maybeText(row, "active").map(VersionId::new))
                        .one());
    }

    @Override
    public Optional<ConfigurationFiles> files(VersionId id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select files from configuration_version where id = :id")
                        .bind("id", id.hex())
                        .mapTo(byte[].class)
                        .findOne())
                .map(VersionRows::unpacked);
    }

    @Override
    public List<NodeVersion> nodes() {
        return nodes.living();
    }

    // what is done

    @Override
    public Pushed push(ConfigurationFiles files, String note, Actor by) {
        var checked = check.apply(files);
        if (!checked.mistakes().isEmpty()) {
            return new Pushed.Refused(checked.mistakes());
        }
        var isNew = database.jdbi().inTransaction(handle -> insert(handle, files, note, by));
        return new Pushed.Taken(find(files.id()).orElseThrow(), checked.warnings(), !isNew);
    }

    private boolean insert(Handle handle, ConfigurationFiles files, String note, Actor by) {
        var active = VersionRows.state(handle).active();
        var isNew = handle.createUpdate("""
                        insert into configuration_version (id, files, note, after, pushed_at)
                        values (:id, :files, :note, :after, :at)
                        on conflict (id) do nothing
                        """)
                        .bind("id", files.id().hex())
                        .bind("files", files.toZip())
                        .bind("note", shortened(Rows.plain(note)))
                        .bind("after", active.map(VersionId::hex))
                        .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute()
                > 0;
        if (isNew) {
            done(handle, AuditKind.CONFIGURATION_PUSHED, Step.Kind.PUSHED, files.id(), active, by, "");
        }
        return isNew;
    }

    private static String shortened(String note) {
        return note.strip()
                .codePoints()
                .limit(NOTE_CHARS_MAX)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public Outcome approve(VersionId id, Actor by) {
        var refused = database.jdbi().inTransaction(handle -> {
            VersionRows.state(handle);
            var version = VersionRows.find(handle, id);
            if (version.isEmpty()) {
                return Optional.of(unknown(id));
            }
            var approved = version.get().last(Step.Kind.APPROVED);
            if (approved.isPresent()) {
                return Optional.of(
                        "%s has approved it already.".formatted(approved.get().who()));
            }
            if (people(version.get(), Step.Kind.PUSHED).contains(by.person())) {
                return Optional.of("Who pushed a version cannot approve it; a second person must.");
            }
            done(handle, AuditKind.CONFIGURATION_APPROVED, Step.Kind.APPROVED, id, Optional.empty(), by, "");
            return Optional.<String>empty();
        });
        return outcome(id, refused);
    }

    private static List<String> people(Version version, Step.Kind kind) {
        return version.steps().stream()
                .filter(step -> step.kind() == kind)
                .map(Step::who)
                .toList();
    }

    @Override
    public Outcome activate(VersionId id, Optional<VersionId> instead, Actor by) {
        var refused = database.jdbi().inTransaction(handle -> {
            var state = VersionRows.state(handle);
            var version = VersionRows.find(handle, id);
            if (version.isEmpty()) {
                return Optional.of(unknown(id));
            }
            if (!version.get().isApproved()) {
                return Optional.of("Nobody has approved it yet.");
            }
            if (instead.isPresent() && !instead.equals(state.active())) {
                return Optional.of("Meanwhile %s became active. Look at what changes against it, and activate again."
                        .formatted(state.active().map(VersionId::hex).orElse("none")));
            }
            return prepareNext(handle, state, id, by);
        });
        return refused.isPresent()
                ? new Outcome.Refused(refused.get())
                : released(id, AuditKind.CONFIGURATION_RELEASED, by, "");
    }

    @Override
    public Outcome rollback(Optional<VersionId> from, Actor by) {
        var target = new VersionId[1];
        var refused = database.jdbi().inTransaction(handle -> {
            var state = VersionRows.state(handle);
            if (from.isPresent() && !from.equals(state.active())) {
                return Optional.of(
                        "Meanwhile %s became active, and nothing was rolled back. Look at it, and roll back again if you still want to."
                                .formatted(state.active().map(VersionId::hex).orElse("none")));
            }
            var before = state.active().flatMap(active -> VersionRows.before(handle, active));
            if (before.isEmpty()) {
                return Optional.of("There is no version before the active one.");
            }
            target[0] = before.get();
            return prepareNext(handle, state, before.get(), by);
        });
        return refused.isPresent()
                ? new Outcome.Refused(refused.get())
                : released(target[0], AuditKind.CONFIGURATION_ROLLED_BACK, by, "rolled back to it");
    }

    /// Takes a version up without a second person: the first of a city, and the folder that a demo follows.
    public VersionId adopt(ConfigurationFiles files, String because, boolean onlyTheFirst) {
        return database.jdbi().inTransaction(handle -> {
            var state = VersionRows.state(handle);
            if (state.active().isPresent()
                    && (onlyTheFirst || state.active().get().equals(files.id()))) {
                return state.active().get();
            }
            insert(handle, files, because, Actor.GATEWAY);
            activate(handle, files.id(), Actor.GATEWAY);
            done(
                    handle,
                    AuditKind.CONFIGURATION_RELEASED,
                    Step.Kind.ACTIVATED,
                    files.id(),
                    state.active(),
                    Actor.GATEWAY,
                    "");
            return files.id();
        });
    }

    // becoming active

    /// @return why it cannot be prepared now
    private Optional<String> prepareNext(Handle handle, VersionRows.State state, VersionId id, Actor by) {
        if (state.active().equals(Optional.of(id))) {
            return Optional.of("It is active already.");
        }
        if (state.next().isPresent() && !state.isNextOld()) {
            return Optional.of("%s is activating %s just now."
                    .formatted(state.nextBy(), state.next().get()));
        }
        handle.createUpdate("""
                        update configuration_state
                        set next = :id, next_by = :by, next_at = now()
                        """).bind("id", id.hex()).bind("by", by.who()).execute();
        nodes.forget(handle, id);
        return Optional.empty();
    }

    /// Waits for the nodes, and lets them take the version up, or none of them.
    private Outcome released(VersionId id, AuditKind act, Actor by, String says) {
        var refused = whyNotReady(id);
        var late = database.jdbi().inTransaction(handle -> {
            var state = VersionRows.state(handle);
            if (!state.next().equals(Optional.of(id))) {
                return Optional.of("It took too long to get ready, and something else was begun meanwhile.");
            }
            handle.execute("update configuration_state set next = null, next_by = null, next_at = null");
            if (refused.isEmpty()) {
                activate(handle, id, by);
                done(handle, act, Step.Kind.ACTIVATED, id, state.active(), by, says);
                if (act == AuditKind.CONFIGURATION_ROLLED_BACK) {
                    state.active()
                            .ifPresent(left -> step(handle, Step.Kind.ROLLED_BACK, left, Optional.of(id), by, ""));
                }
            }
            return refused;
        });
        if (late.isEmpty()) {
            awaitTakenUp(id);
        }
        return outcome(id, late);
    }

    /// It is told that a version is live when each node decides by it. One that is away is not waited for: it looks
    /// before it decides.
    private void awaitTakenUp(VersionId id) {
        var until = System.nanoTime() + PgVersionNodes.SEEN_WITHIN.toNanos();
        while (nodes.living().stream().anyMatch(node -> !node.version().equals(id))
                && System.nanoTime() < until
                && isPaused()) {}
    }

    /// @return false when the thread is to end
    private static boolean isPaused() {
        try {
            Thread.sleep(LOOK_EVERY);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<String> whyNotReady(VersionId id) {
        var until = System.nanoTime() + PREPARE_MAX.toNanos();
        while (true) {
            var readiness = nodes.readiness(id);
            if (readiness.refused().isPresent()) {
                return readiness.refused();
            }
            if (readiness.waitingFor().isEmpty()) {
                return Optional.empty();
            }
            if (System.nanoTime() > until) {
                return Optional.of("These nodes did not get it ready within %d seconds: %s."
                        .formatted(PREPARE_MAX.toSeconds(), String.join(", ", readiness.waitingFor())));
            }
            if (!isPaused()) {
                return Optional.of("It was interrupted.");
            }
        }
    }

    private void activate(Handle handle, VersionId id, Actor by) {
        handle.createUpdate("update configuration_state set active = :id")
                .bind("id", id.hex())
                .execute();
        shadows.endBeside(handle, id, by);
    }

    // rows

    private void done(
            Handle handle,
            AuditKind act,
            Step.Kind kind,
            VersionId id,
            Optional<VersionId> instead,
            Actor by,
            String says) {
        step(handle, kind, id, instead, by, says);
        PgAuditWriter.write(handle, List.of(audit.of(new ConfigurationEvent(act, id, instead, by, clock.instant()))));
    }

    private void step(Handle handle, Step.Kind kind, VersionId id, Optional<VersionId> instead, Actor by, String says) {
        handle.createUpdate("""
                        insert into configuration_step (version, kind, who, at, says, instead)
                        values (:version, :kind, :who, :at, :says, :instead)
                        """)
                .bind("version", id.hex())
                .bind("kind", kind.name())
                .bind("who", by.person())
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("says", says)
                .bind("instead", instead.map(VersionId::hex))
                .execute();
    }

    private Outcome outcome(VersionId id, Optional<String> refused) {
        return refused.<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Done(find(id).orElseThrow()));
    }

    private static String unknown(VersionId id) {
        return "There is no version %s.".formatted(id);
    }
}
