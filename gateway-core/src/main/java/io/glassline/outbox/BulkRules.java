package io.glassline.outbox;

import io.glassline.outbox.Outbox.Due;
import java.time.Instant;

/// What stands against a message in bulk when its turn has come, which may be long after it was
/// written: whoever it is for may have left, or it was called off, or it is night. Asked before the
/// first of its parts is handed over.
public interface BulkRules {

    Verdict verdict(Due due, Instant now);

    /// A message was given up because of such a verdict.
    void withheld(Due due, Verdict.Withhold why, Instant now);

    sealed interface Verdict {

        record Send() implements Verdict {}

        /// Not now. It waits without counting as tried.
        record Wait(Instant until, String because) implements Verdict {}

        /// Never.
        ///
        /// @param code for whoever gave the verdict
        record Withhold(String code, String because) implements Verdict {}
    }
}
