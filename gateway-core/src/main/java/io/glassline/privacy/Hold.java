package io.glassline.privacy;

import io.glassline.message.Address;
import java.time.Instant;
import java.util.UUID;

/// Nothing of an address is erased while somebody says so: a lawsuit, a request for public records.
public record Hold(UUID id, Address address, String setBy, String because, Instant setAt) {

    /// Why nothing is erased, for whoever asked.
    public String sentence() {
        return "Nothing of this address is erased: " + setBy + " put a hold on it on "
                + setAt.toString().substring(0, "2026-11-28".length()) + " (" + because + ").";
    }
}
