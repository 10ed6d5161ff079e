package io.glassline.console;

import java.util.Optional;

/// Of which accounts the provider takes nothing now, for a reason that people must mend.
@FunctionalInterface
public interface SendingFaults {

    /// The provider's reason; empty while the account sends.
    Optional<String> of(String accountId);
}
