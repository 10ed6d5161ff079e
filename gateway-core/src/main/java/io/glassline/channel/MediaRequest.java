package io.glassline.channel;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A GET to a provider for an attachment, and where it may lead.
///
/// `headers` hold the credentials. They are sent to the origin of `uri` and to no other, whatever it
/// redirects to. `hosts` are those that may be called, by name, or `*.example.com` for all below that
/// one; over TLS, and never at an address inside. `apiUrl` is the account's own setting: what has the
/// same scheme, host and port is where the operator says that the provider is, and may be without TLS and
/// inside, as a stand-in is.
public record MediaRequest(URI uri, Map<String, String> headers, Set<String> hosts, Optional<URI> apiUrl) {

    public MediaRequest {
        headers = Map.copyOf(headers);
        hosts = Set.copyOf(hosts);
    }

    /// Whether this is the place that the account's own setting names.
    public boolean isAtApiUrl(URI other) {
        return apiUrl.filter(api -> sameOrigin(api, other)).isPresent();
    }

    /// Whether a host is among [#hosts()].
    public boolean allows(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return hosts.stream()
                .anyMatch(allowed -> allowed.startsWith("*.")
                        ? name.endsWith(allowed.substring(1)) && name.length() >= allowed.length()
                        : name.equals(allowed));
    }

    /// Whether credentials for one of the two may go to the other.
    public static boolean sameOrigin(URI one, URI other) {
        return Objects.equals(lower(one.getScheme()), lower(other.getScheme()))
                && Objects.equals(lower(one.getHost()), lower(other.getHost()))
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(lower(uri.getScheme())) ? 443 : 80;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /// Without the path, which may hold a bot's token.
    @Override
    public String toString() {
        return "GET " + uri.getScheme() + "://" + uri.getHost() + "/•••";
    }
}
