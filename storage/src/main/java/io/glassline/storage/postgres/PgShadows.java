package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditKind;
import io.glassline.audit.ConfigurationEvent;
import io.glassline.config.VersionId;
import io.glassline.storage.json.TrialJson;
import io.glassline.trial.Shadow;
import io.glassline.trial.ShadowFindings;
import io.glassline.trial.Shadows;
import io.glassline.trial.Share;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Shadows, in `configuration_shadow` and `configuration_shadow_finding`.
public final class PgShadows implements Shadows {

    /// So many shadows that ended are kept.
    private static final int KEPT_MAX = 50;

    private static final int WRITER_CHARS_MAX = 200;

    private final Database database;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public PgShadows(Database database, AuditEntries audit, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Outcome begin(VersionId draft, Share share, Duration within, Actor by) {
        if (within.isNegative() || within.isZero() || within.compareTo(LONGEST) > 0) {
            return new Outcome.Refused("A shadow runs for up to %d days.".formatted(LONGEST.toDays()));
        }
        return database.jdbi().inTransaction(handle -> {
            // What people do with versions is done one after another, and this is done with one.
            var active = handle.createQuery("select active from configuration_state for update")
                    .map((row, _) -> Rows.maybeText(row, "active").map(VersionId::new))
                    .one();
            var refused = refused(handle, draft, active);
            if (refused.isPresent()) {
                return new Outcome.Refused(refused.get());
            }
            var now = clock.instant();
            var shadow = new Shadow(
                    ids.get().toString(),
                    draft,
                    active.orElseThrow(),
                    share,
                    by.onBehalfOf().orElse(by.who()),
                    now,
                    now.plus(within),
                    Optional.empty(),
                    ShadowFindings.NONE);
            insert(handle, shadow);
            record(handle, AuditKind.CONFIGURATION_SHADOW_BEGUN, draft, by);
            return new Outcome.Done(shadow);
        });
    }

    private Optional<String> refused(Handle handle, VersionId draft, Optional<VersionId> active) {
        var runs = running(handle);
        if (runs.isPresent() && runs.get().endsAt().isAfter(clock.instant())) {
            return Optional.of("The shadow of %s runs already, begun by %s. End it first."
                    .formatted(runs.get().draft(), runs.get().begunBy()));
        }
        runs.ifPresent(over -> end(handle, over, Actor.GATEWAY, "Its time was over."));
        if (active.isEmpty()) {
            return Optional.of("There is no active version that it could be beside.");
        }
        if (active.get().equals(draft)) {
            return Optional.of("%s is the active version itself.".formatted(draft));
        }
        return handle.createQuery("select exists (select from configuration_version where id = :id)")
                        .bind("id", draft.hex())
                        .mapTo(Boolean.class)
                        .one()
                ? Optional.empty()
                : Optional.of("There is no version %s.".formatted(draft));
    }

    private static void insert(Handle handle, Shadow shadow) {
        handle.createUpdate("""
                        insert into configuration_shadow (id, draft, beside, share, begun_by, begun_at, ends_at)
                        values (:id, :draft, :beside, :share, :by, :begunAt, :endsAt)
                        """)
                .bind("id", UUID.fromString(shadow.id()))
                .bind("draft", shadow.draft().hex())
                .bind("beside", shadow.beside().hex())
                .bind("share", shadow.share().perMille())
                .bind("by", shadow.begunBy())
                .bind("begunAt", shadow.begunAt().atOffset(ZoneOffset.UTC))
                .bind("endsAt", shadow.endsAt().atOffset(ZoneOffset.UTC))
                .execute();
        handle.createUpdate("""
                        delete from configuration_shadow where ended_at is not null and id not in
                            (select id from configuration_shadow order by begun_at desc limit :kept)
                        """).bind("kept", KEPT_MAX).execute();
    }

    @Override
    public Outcome end(Actor by) {
        return database.jdbi()
                .inTransaction(handle -> running(handle)
                        .filter(shadow -> end(handle, shadow, by, "Ended by hand."))
                        .<Outcome>map(shadow -> new Outcome.Done(find(handle, shadow.id())))
                        .orElseGet(() -> new Outcome.Refused("No shadow runs.")));
    }

    /// Another version has become active, in the same transaction: what is compared with is no longer
    /// what decides.
    void endBeside(Handle handle, VersionId active, Actor by) {
        running(handle)
                .filter(shadow -> !shadow.beside().equals(active))
                .ifPresent(shadow -> end(
                        handle,
                        shadow,
                        by,
                        shadow.draft().equals(active)
                                ? "The draft became the active version."
                                : "Version %s became active.".formatted(active)));
    }

    /// @return false when it was ended meanwhile
    private boolean end(Handle handle, Shadow shadow, Actor by, String because) {
        var ended = handle.createUpdate("""
                        update configuration_shadow set ended_at = :at, ended_by = :by, because = :because
                        where id = :id and ended_at is null
                        """)
                .bind("id", UUID.fromString(shadow.id()))
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("by", by.onBehalfOf().orElse(by.who()))
                .bind("because", because)
                .execute();
        if (ended > 0) {
            record(handle, AuditKind.CONFIGURATION_SHADOW_ENDED, shadow.draft(), by);
        }
        return ended > 0;
    }

    private void record(Handle handle, AuditKind kind, VersionId draft, Actor by) {
        var event = new ConfigurationEvent(kind, draft, Optional.empty(), by, clock.instant());
        PgAuditWriter.write(handle, List.of(audit.of(event)));
    }

    @Override
    public Optional<Shadow> running() {
        var runs = database.jdbi().withHandle(PgShadows::running);
        if (runs.isPresent() && !runs.get().endsAt().isAfter(clock.instant())) {
            database.jdbi().useTransaction(handle -> end(handle, runs.get(), Actor.GATEWAY, "Its time was over."));
            return Optional.empty();
        }
        return runs;
    }

    @Override
    public Optional<Shadow> latest() {
        running();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from configuration_shadow order by begun_at desc, id limit 1")
                        .map((row, _) -> shadow(row))
                        .findOne()
                        .map(shadow -> shadow.with(found(handle, shadow))));
    }

    private static ShadowFindings found(Handle handle, Shadow shadow) {
        return handle
                .createQuery("select found from configuration_shadow_finding where shadow = :shadow order by writer")
                .bind("shadow", UUID.fromString(shadow.id()))
                .map((row, _) -> TrialJson.readFindings(row.getString("found")))
                .list()
                .stream()
                .reduce(ShadowFindings.NONE, ShadowFindings::plus);
    }

    @Override
    public void keep(String shadow, String writer, ShadowFindings found) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into configuration_shadow_finding (shadow, writer, found)
                        select id, :writer, cast(:found as jsonb) from configuration_shadow where id = :shadow
                        on conflict (shadow, writer) do update set found = excluded.found
                        """)
                        .bind("shadow", UUID.fromString(shadow))
                        .bind("writer", writer.substring(0, Math.min(writer.length(), WRITER_CHARS_MAX)))
                        .bind("found", Rows.plain(TrialJson.findings(found)))
                        .execute());
    }

    // rows

    private static Optional<Shadow> running(Handle handle) {
        return handle.createQuery("select * from configuration_shadow where ended_at is null")
                .map((row, _) -> shadow(row))
                .findOne();
    }

    private static Shadow find(Handle handle, String id) {
        return handle.createQuery("select * from configuration_shadow where id = :id")
                .bind("id", UUID.fromString(id))
                .map((row, _) -> shadow(row))
                .one();
    }

    private static Shadow shadow(ResultSet row) throws SQLException {
        var endedAt = Rows.maybeInstant(row, "ended_at");
        var end = endedAt.isEmpty()
                ? Optional.<Shadow.End>empty()
                : Optional.of(new Shadow.End(endedAt.get(), row.getString("ended_by"), row.getString("because")));
        return new Shadow(
                row.getString("id"),
                new VersionId(row.getString("draft")),
                new VersionId(row.getString("beside")),
                new Share(row.getInt("share")),
                row.getString("begun_by"),
                Rows.instant(row, "begun_at"),
                Rows.instant(row, "ends_at"),
                end,
                ShadowFindings.NONE);
    }
}
