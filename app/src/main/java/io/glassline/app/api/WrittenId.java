package io.glassline.app.api;

import java.util.Optional;
import java.util.UUID;

/// An id as it stands in the address of a request, where anyone can write anything.
final class WrittenId {

    private WrittenId() {}

    /// Empty for what is no id.
    static Optional<UUID> of(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
