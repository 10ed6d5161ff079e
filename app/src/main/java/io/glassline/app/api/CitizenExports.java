package io.glassline.app.api;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import java.time.Instant;
import java.util.Map;

/// One citizen's record as data for JSON, with proofs.
@FunctionalInterface
public interface CitizenExports {

    /// The export is on the record when this returns.
    Map<String, Object> of(Address address, Actor by, Instant now);
}
