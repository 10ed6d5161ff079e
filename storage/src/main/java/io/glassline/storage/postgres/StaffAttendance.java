package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.StaffEvent;
import io.glassline.offer.Attendance;
import io.glassline.offer.SeenStaff;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What staff chose, from the table `attendance`, and when they were seen, from Redis.
public final class StaffAttendance implements Attendance {

    private final Database database;
    private final SeenStaff seen;
    private final AuditEntries audit;

    public StaffAttendance(Database database, SeenStaff seen, AuditEntries audit) {
        this.database = database;
        this.seen = seen;
        this.audit = audit;
    }

    @Override
    public void choose(String agentId, Choice choice, String reason, Actor by, Instant now) {
        database.jdbi().useTransaction(handle -> {
            try (var put = handle.createUpdate("""
                    insert into attendance as a (agent, choice, reason, since)
                    values (:agent, :choice, :reason, :now)
                    on conflict (agent) do update
                    set choice = excluded.choice, reason = excluded.reason, since = excluded.since
                    where (a.choice, a.reason) is distinct from (excluded.choice, excluded.reason)
                    """)) {
                var changed = put.bind("agent", agentId)
                        .bind("choice", choice.name())
                        .bind("reason", Rows.plain(reason))
                        .bind("now", now)
                        .execute();
                if (changed > 0) {
                    PgAuditWriter.write(
                            handle,
                            List.of(audit.of(
                                    new StaffEvent.Attending(agentId, choice.word(), Rows.plain(reason), by, now))));
                }
            }
        });
    }

    @Override
    public void seen(String agentId, Instant now) {
        seen.seen(agentId, now);
    }

    @Override
    public Standing of(String agentId) {
        return all().getOrDefault(agentId, Standing.OFF);
    }

    @Override
    public Map<String, Standing> all() {
        var times = seen.all();
        var all = new HashMap<String, Standing>();
        database.jdbi()
                .withHandle(handle -> handle.createQuery("select agent, choice, reason, since from attendance")
                        .map((row, _) -> all.put(
                                row.getString("agent"),
                                new Standing(
                                        new Chosen(
                                                Choice.valueOf(row.getString("choice")),
                                                row.getString("reason"),
                                                Rows.instant(row, "since")),
                                        Optional.ofNullable(times.get(row.getString("agent"))))))
                        .list());
        return all;
    }
}
