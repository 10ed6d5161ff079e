package io.glassline.simulator.open311;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service request of the stand-in. Changed ones are new ones.
///
/// @param token under which it was given out before it had its number; null where it was not
/// @param numberedAt from when on its number is told
/// @param attributes by code
/// @param photo what it was given with it; null where it has none
public record Report(
        String number,
        @Nullable String token,
        Instant requestedAt,
        Instant numberedAt,
        Instant updatedAt,
        boolean isClosed,
        String notes,
        String service,
        String description,
        String address,
        @Nullable String latitude,
        @Nullable String longitude,
        Map<String, List<String>> attributes,
        @Nullable Photo photo) {

    /// @param type as it was told
    public record Photo(String type, String base64) {

        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    Report changed(boolean closed, String newNotes, Instant at) {
        return new Report(
                number,
                token,
                requestedAt,
                numberedAt,
                at,
                closed,
                newNotes,
                service,
                description,
                address,
                latitude,
                longitude,
                attributes,
                photo);
    }
}
