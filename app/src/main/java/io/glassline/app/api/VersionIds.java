package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.config.VersionId;
import io.micronaut.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/// Versions as callers name them.
final class VersionIds {

    private VersionIds() {}

    static Optional<VersionId> of(String text) {
        try {
            return Optional.of(new VersionId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static HttpResponse<Map<String, Object>> unknown(String text) {
        return Problems.notFound("There is no version \"%s\" of the configuration.".formatted(text));
    }
}
