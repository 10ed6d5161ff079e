package io.glassline.app.send;

import io.glassline.channel.SendOutcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts of which the provider takes nothing, for a reason that people must mend: an expired token, a
/// bill. This is what this node has met; every node that sends meets it.
public final class AccountFaults {

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Instant> mended = new ConcurrentHashMap<>();

    /// `code` and `because` are the provider's.
    public record Fault(String code, String because, Instant since) {}

    /// Those that have one now, by the account's id.
    public Map<String, Fault> now() {
        return new TreeMap<>(faults);
    }

    /// Whether it has one now.
    public boolean has(String accountId) {
        return faults.containsKey(accountId);
    }

    Instant mendedAt(String accountId, Instant now) {
        return has(accountId) ? now : mended.getOrDefault(accountId, Instant.EPOCH);
    }

    /// @return whether the account had none before.
    boolean met(String accountId, SendOutcome.AccountFault fault, Instant now) {
        var before = faults.get(accountId);
        var since = before == null ? now : before.since();
        faults.put(accountId, new Fault(fault.code(), fault.because(), since));
        return before == null;
    }

    /// @return whether the account had one.
    boolean mended(String accountId, Instant now) {
        if (faults.remove(accountId) == null) {
            return false;
        }
        mended.put(accountId, now);
        return true;
    }
}
