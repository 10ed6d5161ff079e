package io.glassline.app.http;

import io.glassline.audit.Actor;
import io.glassline.intake.Reconcile;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Compares an account with its provider's list when asked to.
public interface Reconciling {

    /// @return empty when there is no such account, or its provider has no list.
    Optional<Reconcile.Found> between(String accountId, Instant from, Instant to, Actor by)
            throws IOException, InterruptedException;
}
