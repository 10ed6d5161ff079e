package io.glassline.offer;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.StaffEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Attendance on one node.
public final class InMemoryAttendance implements Attendance {

    private final Map<String, Chosen> chosen = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;

    public InMemoryAttendance(AuditEntries audit, Consumer<AuditEntry> record) {
        this.audit = audit;
        this.record = record;
    }

    @Override
    public synchronized void choose(String agentId, Choice choice, String reason, Actor by, Instant now) {
        var before = of(agentId).chosen();
        if (before.choice() != choice || !before.reason().equals(reason)) {
            chosen.put(agentId, new Chosen(choice, reason, now));
            record.accept(audit.of(new StaffEvent.Attending(agentId, choice.word(), reason, by, now)));
        }
    }

    @Override
    public synchronized void seen(String agentId, Instant now) {
        seen.put(agentId, now);
    }

    @Override
    public synchronized Standing of(String agentId) {
        return all().getOrDefault(agentId, Standing.OFF);
    }

    @Override
    public synchronized Map<String, Standing> all() {
        var all = new HashMap<String, Standing>();
        chosen.forEach((agent, what) -> all.put(agent, new Standing(what, Optional.ofNullable(seen.get(agent)))));
        return all;
    }
}
