package io.glassline.privacy;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import java.time.Instant;

/// Gives out what is known of a citizen, to whom it is about or to staff for them. Each time is on the record.
public interface CitizenRecords {

    /// All of it: an export is never a part without saying so. What was erased is there as erased.
    CitizenRecord export(Address address, Actor by, Instant now);
}
