package io.glassline.app.node;

import io.glassline.app.api.ApiTokens;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.http.Listeners;
import io.glassline.console.ClientAddress;
import io.glassline.console.Staff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where and with what one gateway runs, as against what the city decided for itself, which stands in its
/// configuration folder.
///
/// - `bindAddresses`: the address that each listener listens on.
/// - `trustedProxies`: proxies of the city's own, which are believed about where a request came from.
/// - `publicUrl`: where the world reaches the internet-facing listener.
/// - `keys`: the folder of the log's signing key and the session key; made at the first start, kept for ever.
/// - `spool`: where messages wait while PostgreSQL is away, and how many bytes of them; a folder of this node's own.
/// - `envelopesKept`: how long the providers' calls are kept as they came, to be read again.
/// - `httpLimits`: what callers who have proved nothing may take.
/// - `logOrigin`: the name of the public log, which never changes once it is chosen.
public record Deployment(
        Listeners listeners,
        BindAddresses bindAddresses,
        List<ClientAddress.Network> trustedProxies,
        String publicUrl,
        DatabaseAddress database,
        String redisUrl,
        Path keys,
        SpoolPlace spool,
        Duration envelopesKept,
        String logOrigin,
        ApiTokens apiTokens,
        Staff staff,
        boolean consoleOverTls,
        HttpLimits httpLimits) {

    public static final Duration ENVELOPES_KEPT_DEFAULT = Duration.ofDays(30);

    public record BindAddresses(String internet, String inside) {

        /// Both listeners on one address.
        public static BindAddresses both(String address) {
            return new BindAddresses(address, address);
        }
    }

    public record SpoolPlace(Path folder, long bytesMax) {}

    public record DatabaseAddress(String jdbcUrl, String user, String password) {

        @Override
        public String toString() {
            return jdbcUrl + " as " + user;
        }
    }
}
