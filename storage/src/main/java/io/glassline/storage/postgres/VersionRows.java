package io.glassline.storage.postgres;

import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Version;
import io.glassline.config.Version.Step;
import io.glassline.config.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Versions of the configuration as their tables have them.
final class VersionRows {

    private VersionRows() {}

    static ConfigurationFiles unpacked(byte[] zip) {
        return switch (ConfigurationFiles.ofZip(zip)) {
            case Parsed.Good<ConfigurationFiles>(var files) -> files;
            case Parsed.Bad<ConfigurationFiles>(var problems) ->
                throw new IllegalStateException("a version on record cannot be read: " + problems.getFirst());
        };
    }

    static List<Version> versions(Handle handle, String which, Map<String, String> bound) {
        var rows = new LinkedHashMap<String, Version>();
        handle.createQuery("""
                        select id, note, after, id = (select active from configuration_state) as is_active
                        from configuration_version
                        """ + which)
                .bindMap(bound)
                .map((row, _) -> version(row))
                .forEach(version -> rows.put(version.id().hex(), version));
        var steps = new LinkedHashMap<String, List<Step>>();
        if (!rows.isEmpty()) {
            handle.createQuery("select * from configuration_step where version in (<ids>) order by seq")
                    .bindList("ids", List.copyOf(rows.keySet()))
                    .map((row, _) -> steps.computeIfAbsent(row.getString("version"), _ -> new ArrayList<>())
                            .add(step(row)))
                    .list();
        }
        return rows.values().stream()
                .map(version -> new Version(
                        version.id(),
                        version.after(),
                        version.note(),
                        steps.getOrDefault(version.id().hex(), List.of()),
                        version.active()))
                .toList();
    }

    static Optional<Version> find(Handle handle, VersionId id) {
        return versions(handle, "where id = :id", Map.of("id", id.hex())).stream()
                .findFirst();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                new VersionId(row.getString("id")),
                Rows.maybeText(row, "after").map(VersionId::new),
                row.getString("note"),
                List.of(),
                row.getBoolean("is_active"));
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                Step.Kind.valueOf(row.getString("kind")),
                row.getString("who"),
                Rows.instant(row, "at"),
                row.getString("says"));
    }

    /// What was active when `active` was last made so by going on, and not by going back.
    static Optional<VersionId> before(Handle handle, VersionId active) {
        return handle.createQuery("""
                        select instead from configuration_step
                        where version = :active and kind = 'ACTIVATED' and instead is not null and says = ''
                        order by seq desc limit 1
                        """)
                .bind("active", active.hex())
                .mapTo(String.class)
                .findOne()
                .map(VersionId::new);
    }

    record State(Optional<VersionId> active, Optional<VersionId> next, String nextBy, boolean isNextOld) {}

    /// Locked until the transaction ends: what people do with versions is done one after another.
    static State state(Handle handle) {
        return handle.createQuery("""
                        select active, next, coalesce(next_by, '') as next_by,
                               coalesce(next_at < now() - make_interval(secs => :seconds), false) as is_old
                        from configuration_state for update
                        """)
                .bind("seconds", PgVersions.PREPARE_MAX.toSeconds() * 2.0)
                .map((row, _) -> new State(
                        Rows.maybeText(row, "active").map(VersionId::new),
                        Rows.maybeText(row, "next").map(VersionId::new),
                        row.getString("next_by"),
                        row.getBoolean("is_old")))
                .one();
    }
}
