package io.glassline.app.draft;

import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Which office keeps which part of a site: the longest beginning of a page's address decides.
///
/// @param byPrefix an office by a beginning such as `https://city.example/parking/`, or `/parking/`
///     on any host
public record Owners(Map<String, String> byPrefix) {

    public Owners {
        byPrefix = Map.copyOf(byPrefix);
    }

    /// Empty where none is named; the draft then lacks its owner.
    Optional<String> of(URI page) {
        var path = page.getRawPath() == null ? "/" : page.getRawPath();
        return byPrefix.entrySet().stream()
                .filter(entry -> (entry.getKey().startsWith("/") ? path : page.toString()).startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue);
    }
}
