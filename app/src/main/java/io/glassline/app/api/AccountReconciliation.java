package io.glassline.app.api;

import io.glassline.audit.Actor;
import io.glassline.intake.Reconcile;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Compares an account with its provider's list when a program asks for it.
@FunctionalInterface
public interface AccountReconciliation {

    /// @return empty when there is no such account, or its provider has no list.
    Optional<Reconcile.Found> between(String accountId, Instant from, Instant to, Actor by)
            throws IOException, InterruptedException;
}
