package io.glassline.storage.postgres;

import io.glassline.storage.json.TrialJson;
import io.glassline.trial.Replay;
import io.glassline.trial.ReplayStore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// How far replays have come, in `configuration_replay`.
public final class PgReplayStore implements ReplayStore {

    /// A node that did not look for a version for so long is gone, and its replays with it.
    private static final Duration GONE_AFTER = Duration.ofSeconds(30);

    private static final String ENDED = "The node that ran it ended. Begin it again.";

    private final Database database;

    public PgReplayStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(Replay replay, String node) {
        database.jdbi().useTransaction(handle -> {
            write(handle, replay, node);
            if (replay.isOver()) {
                handle.execute("delete from configuration_replay where begun_at < now() - interval '7 days'");
            }
        });
    }

    private static void write(Handle handle, Replay replay, String node) {
        handle.createUpdate("""
                        insert into configuration_replay (id, node, replay, begun_at)
                        values (:id, :node, cast(:replay as jsonb), now())
                        on conflict (id) do update set replay = excluded.replay
                        """)
                .bind("id", UUID.fromString(replay.id()))
                .bind("node", node)
                .bind("replay", Rows.plain(TrialJson.replay(replay)))
                .execute();
    }

    @Override
    public Optional<Replay> find(String id) {
        return id(id).flatMap(known -> database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select r.replay, coalesce(n.seen_at < now() - make_interval(secs => :seconds), true) as is_gone
                        from configuration_replay r left join configuration_node n on n.node = r.node
                        where r.id = :id
                        """)
                        .bind("id", known)
                        .bind("seconds", (double) GONE_AFTER.toSeconds())
                        .map((row, _) -> {
                            var replay = TrialJson.readReplay(row.getString("replay"));
                            return row.getBoolean("is_gone") && !replay.isOver() ? replay.failing(ENDED) : replay;
                        })
                        .findOne()));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void nodeBegins(String node) {
        database.jdbi()
                .useTransaction(handle -> handle
                        .createQuery("select replay from configuration_replay where node = :node")
                        .bind("node", node)
                        .map((row, _) -> TrialJson.readReplay(row.getString("replay")))
                        .list()
                        .stream()
                        .filter(replay -> !replay.isOver())
                        .forEach(replay -> write(handle, replay.failing(ENDED), node)));
    }
}
