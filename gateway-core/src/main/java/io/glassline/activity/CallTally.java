package io.glassline.activity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts one node's calls in memory until they are [#drain]ed to the [CallLog]. Never blocks, and holds only so much:
/// reasons are ours, but those who are refused are anyone.
public final class CallTally {

    /// Different reasons of one outcome that are told apart, over all accounts.
    private static final int KEYS_MAX = 2_000;

    private static final int BECAUSE_MAX_CHARS = 120;
    private static final String OTHER_REASONS = "other reasons";

    private final Map<Key, Cell> cells = new ConcurrentHashMap<>();

    private record Key(String accountId, CallOutcome outcome, String because) {}

    private static final class Cell {
        private final LongAdder calls = new LongAdder();
        private volatile Instant lastAt = Instant.EPOCH;
        private volatile @Nullable String hint;
    }

    /// @param because why it was refused or not readable; empty for the others
    public void count(String accountId, CallOutcome outcome, String because, Instant at) {
        var cell = cell(accountId, outcome, because);
        cell.calls.increment();
        cell.lastAt = at;
    }

    /// What to do about calls that were counted.
    public void hint(String accountId, CallOutcome outcome, String because, Instant at, String hint) {
        var cell = cell(accountId, outcome, because);
        cell.lastAt = at;
        cell.hint = hint;
    }

    private Cell cell(String accountId, CallOutcome outcome, String because) {
        var key = new Key(accountId, outcome, cut(because));
        var known = cells.get(key);
        if (known != null) {
            return known;
        }
        var kept = cells.size() < KEYS_MAX ? key : new Key(accountId, outcome, OTHER_REASONS);
        return cells.computeIfAbsent(kept, _ -> new Cell());
    }

    private static String cut(String because) {
        return because.length() <= BECAUSE_MAX_CHARS ? because : because.substring(0, BECAUSE_MAX_CHARS);
    }

    /// What came since the last time. It is not here any more: what cannot be stored is to be given [#back].
    public List<CallCount> drain() {
        var counts = new ArrayList<CallCount>();
        cells.forEach((key, cell) -> {
            var calls = cell.calls.sumThenReset();
            var hint = cell.hint;
            cell.hint = null;
            if (calls > 0 || hint != null) {
                var lastAt = cell.lastAt;
                counts.add(new CallCount(
                        key.accountId,
                        lastAt.truncatedTo(ChronoUnit.HOURS),
                        key.outcome,
                        key.because,
                        calls,
                        lastAt,
                        Optional.ofNullable(hint)));
            }
        });
        return counts;
    }

    /// Counts again what could not be stored.
    public void back(List<CallCount> counts) {
        for (var count : counts) {
            var cell = cell(count.accountId(), count.outcome(), count.because());
            cell.calls.add(count.calls());
            if (cell.lastAt.isBefore(count.lastAt())) {
                cell.lastAt = count.lastAt();
            }
            if (cell.hint == null) {
                cell.hint = count.hint().orElse(null);
            }
        }
    }
}
