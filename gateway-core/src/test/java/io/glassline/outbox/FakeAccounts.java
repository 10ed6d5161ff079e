package io.glassline.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Accounts as a test would have them: those that are faulty, and those whose provider wants the citizen
/// to have written.
public final class FakeAccounts implements BulkResend.Accounts {

    public static final BulkResend.Accounts ALL_WELL = new FakeAccounts();

    final Set<String> faulty = new HashSet<>();
    final Map<String, Duration> windows = new HashMap<>();

    @Override
    public boolean isWell(String accountId) {
        return !faulty.contains(accountId);
    }

    @Override
    public Optional<Duration> replyWindow(String accountId) {
        return Optional.ofNullable(windows.get(accountId));
    }
}
