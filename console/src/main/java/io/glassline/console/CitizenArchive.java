package io.glassline.console;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;

/// All that is known of a citizen, as files to keep: a page to read, JSON, and the proofs.
@FunctionalInterface
public interface CitizenArchive {

    /// The export is on the record when this returns.
    ///
    /// @return a ZIP file
    byte[] of(Collection<Address> addresses, Actor by, Instant now) throws IOException;
}
