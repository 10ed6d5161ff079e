package io.glassline.answer;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class InMemoryWithdrawalsTest extends WithdrawalsContract {

    private final List<AuditEntry> entries = new ArrayList<>();
    private final Withdrawals withdrawals = new InMemoryWithdrawals(
            new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]),
            entries::add,
            () -> Instant.parse("2026-11-29T12:00:00Z"));

    @Override
    protected Withdrawals withdrawals() {
        return withdrawals;
    }

    @Override
    protected List<String> recorded() {
        return entries.stream().map(AuditEntry::kind).toList();
    }
}
