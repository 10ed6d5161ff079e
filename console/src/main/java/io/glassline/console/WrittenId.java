package io.glassline.console;

import java.util.Optional;
import java.util.UUID;

/// An id as it stands in an address or comes in a form, where anyone can write anything.
public final class WrittenId {

    private WrittenId() {}

    /// Empty for what is no id.
    public static Optional<UUID> of(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
