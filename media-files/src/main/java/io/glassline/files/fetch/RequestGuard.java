package io.glassline.files.fetch;

import io.glassline.channel.MediaRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/// Says whether a URL may be called for an attachment, before any name is looked up. What it resolves to
/// is looked at by [CheckedResolver].
final class RequestGuard {

    private RequestGuard() {}

    /// @return why not; empty when it may be.
    static Optional<String> refusal(MediaRequest request, URI uri) {
        var host = uri.getHost();
        if (host == null || uri.getUserInfo() != null) {
            return Optional.of("it is no plain URL");
        }
        if (request.isAtApiUrl(uri)) {
            return Optional.empty();
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("it is not over TLS");
        }
        if (isLiteral(host)) {
            return Optional.of("it names an address and no host");
        }
        if (uri.getPort() >= 0 && uri.getPort() != 443) {
            return Optional.of("it names a port");
        }
        return request.allows(host) ? Optional.empty() : Optional.of(host + " is not a host of this provider");
    }

    /// In any form that a resolver would take for one, such as `0x7f.1` or `2130706433`.
    static boolean isLiteral(String host) {
        if (host.startsWith("[") || host.matches("[0-9.]+") || host.matches("(?i)(.*\\.)?0x[0-9a-f]*\\.?")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
