package io.glassline.console;

import io.glassline.activity.CallCount;
import io.glassline.activity.CallLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Counts in memory, each as it was added.
final class MemoryCallLog implements CallLog {

    private final List<CallCount> all = new CopyOnWriteArrayList<>();

    @Override
    public void add(List<CallCount> counts) {
        all.addAll(counts);
    }

    @Override
    public List<CallCount> since(Instant from) {
        return all.stream()
                .filter(count -> !count.hour().isBefore(from.truncatedTo(ChronoUnit.HOURS)))
                .toList();
    }
}
