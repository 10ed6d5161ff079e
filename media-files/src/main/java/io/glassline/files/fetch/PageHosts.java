package io.glassline.files.fetch;

import io.glassline.channel.MediaRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whose pages may be called. What one page leads to must not lead us inside, so the list is asked
/// before each call, and the names on it may lead to public addresses only.
///
/// @param hosts names such as `city.example`, each for itself: those below it are others
/// @param inside origins such as `http://intranet:8080` that whoever runs the command names, and
///     that may be inside
public record PageHosts(Set<String> hosts, Set<URI> inside) {

    public PageHosts {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        inside = Set.copyOf(inside);
    }

    /// @return why it is not called; empty when it may be
    public Optional<String> refusal(URI uri) {
        var host = uri.getHost();
        if (host == null || uri.getScheme() == null || uri.getUserInfo() != null) {
            return Optional.of("it is no plain URL");
        }
        if (isInside(uri)) {
            return Optional.empty();
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("it is no web page");
        }
        if (RequestGuard.isLiteral(host)) {
            return Optional.of("it names an address and no host");
        }
        if (uri.getPort() >= 0 && uri.getPort() != (scheme.equals("https") ? 443 : 80)) {
            return Optional.of("it names a port");
        }
        return hosts.contains(host.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(host + " is not among the hosts that were listed");
    }

    boolean isInside(URI uri) {
        return inside.stream().anyMatch(origin -> MediaRequest.sameOrigin(origin, uri));
    }
}
