package io.glassline.app.http;

import java.net.URI;

/// The address under which the world reaches the internet-facing listener, from configuration: never from a Host
/// header, which anyone can write. Signatures cover it, and providers are told it.
public record PublicUrl(String base) {

    public PublicUrl {
        while (base.endsWith("/")) {
            base = base.substring(0, base.length() - 1);
        }
    }

    /// The whole URL of a request, its target as raw as it came.
    String of(URI target) {
        var query = target.getRawQuery();
        return base + target.getRawPath() + (query == null ? "" : "?" + query);
    }

    /// The same of a request that asks for a socket: `wss://…`, as its caller has called it.
    String ofSocket(URI target) {
        return of(target).replaceFirst("^http", "ws");
    }

    public String ofAccount(String accountId) {
        return base + "/channels/" + accountId;
    }

    /// Where the web chat of an account is.
    public String ofChat(String accountId) {
        return base + "/chat/" + accountId;
    }
}
