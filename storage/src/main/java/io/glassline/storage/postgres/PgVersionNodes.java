package io.glassline.storage.postgres;

import io.glassline.config.VersionId;
import io.glassline.version.Versions.NodeVersion;
import io.glassline.version.Versions.RefusedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What nodes tell each other about versions of the configuration, in `configuration_node`.
public final class PgVersionNodes {

    /// Whoever did not look for that long is not waited for. It looks before it decides anything again.
    public static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

    private final Database database;

    public PgVersionNodes(Database database) {
        this.database = database;
    }

    /// @param active what all nodes are to decide by
    /// @param next what they are to get ready
    public record Look(Optional<VersionId> active, Optional<VersionId> next) {}

    /// Tells that `node` lives and decides by `version`, and what it is to decide by.
    public Look look(String node, VersionId version) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        with seen as (
                            insert into configuration_node as known (node, version, since, seen_at)
                            values (:node, :version, now(), now())
                            on conflict (node) do update
                            set seen_at = now(),
                                since = case when known.version = excluded.version then known.since else now() end,
                                version = excluded.version)
                        select active, next from configuration_state
                        """)
                        .bind("node", node)
                        .bind("version", version.hex())
                        .map((row, _) -> new Look(
                                Rows.maybeText(row, "active").map(VersionId::new),
                                Rows.maybeText(row, "next").map(VersionId::new)))
                        .one());
    }

    public void isReady(String node, VersionId version) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        update configuration_node set prepared = :version, refused = null, because = null
                        where node = :node
                        """)
                        .bind("node", node)
                        .bind("version", version.hex())
                        .execute());
    }

    public void refuses(String node, VersionId version, String because) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        update configuration_node set refused = :version, because = :because
                        where node = :node
                        """)
                        .bind("node", node)
                        .bind("version", version.hex())
                        .bind("because", Rows.plain(because))
                        .execute());
    }

    /// The node is not waited for any more.
    public void leaves(String node) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from configuration_node where node = :node")
                        .bind("node", node)
                        .execute());
    }

    /// @param waitingFor nodes that have not got it ready yet
    /// @param refused why it cannot become active
    record Readiness(List<String> waitingFor, Optional<String> refused) {}

    Readiness readiness(VersionId id) {
        return database.jdbi().withHandle(handle -> {
            var waitingFor = new ArrayList<String>();
            var refused = new ArrayList<String>();
            handle.createQuery("""
                            select node, coalesce(prepared, '') as prepared, coalesce(refused, '') as refused, because
                            from configuration_node
                            where seen_at > now() - make_interval(secs => :seconds)
                            order by node
                            """)
                    .bind("seconds", (double) SEEN_WITHIN.toSeconds())
                    .map((row, _) -> {
                        if (row.getString("refused").equals(id.hex())) {
                            refused.add("%s cannot take it up: %s"
                                    .formatted(row.getString("node"), row.getString("because")));
                        } else if (!row.getString("prepared").equals(id.hex())) {
                            waitingFor.add(row.getString("node"));
                        }
                        return true;
                    })
                    .list();
            return new Readiness(waitingFor, refused.stream().findFirst());
        });
    }

    /// What was said of the version in an earlier try counts no more.
    void forget(Handle handle, VersionId id) {
        handle.createUpdate("""
                        update configuration_node
                        set prepared = nullif(prepared, :id), because = case when refused = :id then null else because end,
                            refused = nullif(refused, :id)
                        """).bind("id", id.hex()).execute();
        handle.execute("delete from configuration_node where seen_at < now() - interval '1 day'");
    }

    List<NodeVersion> living() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select * from configuration_node
                        where seen_at > now() - make_interval(secs => :seconds)
                        order by node
                        """)
                        .bind("seconds", (double) SEEN_WITHIN.toSeconds())
                        .map((row, _) -> new NodeVersion(
                                row.getString("node"),
                                new VersionId(row.getString("version")),
                                Rows.instant(row, "since"),
                                refused(Rows.maybeText(row, "refused"), Rows.maybeText(row, "because"))))
                        .list());
    }

    private static Optional<RefusedVersion> refused(Optional<String> version, Optional<String> because) {
        return version.map(id -> new RefusedVersion(new VersionId(id), because.orElse("")));
    }
}
