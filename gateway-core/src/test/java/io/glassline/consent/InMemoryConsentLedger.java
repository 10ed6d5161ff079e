package io.glassline.consent;

import io.glassline.audit.Stamp;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;

/// The plainest ledger there can be.
public final class InMemoryConsentLedger implements ConsentLedger {

    private final InMemoryRecord record;
    private final Stamp stamp;

    public InMemoryConsentLedger(InMemoryRecord record, Stamp stamp) {
        this.record = record;
        this.stamp = stamp;
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
                record.entries.add(stamp.consent(change));
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
