package io.glassline.intake;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Samples;
import java.util.ArrayList;
import java.util.List;

class InMemoryQuarantineTest extends QuarantineContract {

    private final List<AuditEntry> entries = new ArrayList<>();
    private final Quarantine quarantine = new InMemoryQuarantine(Samples.AUDIT, entries::add);

    @Override
    protected Quarantine quarantine() {
        return quarantine;
    }

    @Override
    protected List<AuditEntry> entries() {
        return entries;
    }
}
