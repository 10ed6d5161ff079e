package io.glassline.consent;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.ConsentEvent;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;

/// The plainest ledger there can be.
public final class InMemoryConsentLedger implements ConsentLedger {

    private final InMemoryRecord record;
    private final AuditEntries audit;

    public InMemoryConsentLedger(InMemoryRecord record, AuditEntries audit) {
        this.record = record;
        this.audit = audit;
    }

    @Override
    public Standing standing(Lane lane) {
        return standing(lane, ConsentChange.ALL);
    }

    @Override
    public void write(ConsentChange change) {
        synchronized (record) {
            if (standing(change.lane(), change.programme()) != change.standing()) {
                record.consents.add(change);
                record.entries.add(audit.of(new ConsentEvent(change)));
            }
        }
    }

    private Standing standing(Lane lane, String programme) {
        synchronized (record) {
            return record.consents.reversed().stream()
                    .filter(line -> line.lane().equals(lane) && line.programme().equals(programme))
                    .findFirst()
                    .map(ConsentChange::standing)
                    .orElse(Standing.IMPLIED);
        }
    }
}
