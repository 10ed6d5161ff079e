package io.glassline.offer;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.StaffEvent;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Profiles on one node.
public final class InMemoryProfiles implements Profiles {

    private final Map<String, Profile> all = new ConcurrentHashMap<>();
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;

    public InMemoryProfiles(AuditEntries audit, Consumer<AuditEntry> record) {
        this.audit = audit;
        this.record = record;
    }

    @Override
    public Map<String, Profile> all() {
        return Map.copyOf(all);
    }

    @Override
    public void write(Profile profile, Actor by, Instant now) {
        all.put(profile.agentId(), profile);
        record.accept(audit.of(new StaffEvent.WritingProfile(profile.agentId(), profile.words(), by, now)));
    }
}
