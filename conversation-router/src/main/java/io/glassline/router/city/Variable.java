package io.glassline.router.city;

import java.util.Optional;

/// A variable that `channels.yml` asks the environment for. Without `fallback` it must be set.
public record Variable(String name, Optional<String> fallback, int line) {

    public boolean isNeeded() {
        return fallback.isEmpty();
    }
}
