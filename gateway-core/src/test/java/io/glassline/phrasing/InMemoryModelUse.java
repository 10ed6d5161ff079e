package io.glassline.phrasing;

import io.glassline.phrasing.ModelSettings.Budget;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// Counts in memory.
public final class InMemoryModelUse implements ModelUse {

    public final Map<LocalDate, Long> calls = new HashMap<>();
    public final Map<LocalDate, Long> tokens = new HashMap<>();

    @Override
    public synchronized boolean begin(LocalDate day, Budget budget) {
        var isLeft = calls.getOrDefault(day, 0L) < budget.calls() && tokens.getOrDefault(day, 0L) < budget.tokens();
        if (isLeft) {
            calls.merge(day, 1L, Long::sum);
        }
        return isLeft;
    }

    @Override
    public synchronized void took(LocalDate day, long more) {
        tokens.merge(day, more, Long::sum);
    }
}
