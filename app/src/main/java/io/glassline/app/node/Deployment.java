package io.glassline.app.node;

import io.glassline.app.api.ApiTokens;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.http.Listeners;
import io.glassline.channel.ChannelAccount;
import io.glassline.console.ClientAddress;
import io.glassline.console.Staff;
import io.glassline.feed.Feed;
import io.glassline.request.RequestSystem;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Where and with what one gateway runs, as against what the city decided for itself, which stands in its
/// configuration folder.
///
/// - `bindAddresses`: the address that each listener listens on.
/// - `trustedProxies`: proxies of the city's own, which are believed about where a request came from.
/// - `publicUrl`: where the world reaches the internet-facing listener.
/// - `keys`: the folder of the log's signing key and the session key; made at the first start, kept for ever.
/// - `spool`: where messages wait while PostgreSQL is away, and how many bytes of them; a folder of this node's own.
/// - `envelopesKept`: how long the providers' calls are kept as they came, to be read again.
/// - `media`: where what citizens send beside words is kept, and who scans it.
/// - `httpLimits`: what callers who have proved nothing may take.
/// - `configuration`: where versions of the city's configuration come from.
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
        MediaPlace media,
        String logOrigin,
        ApiTokens apiTokens,
        Staff staff,
        boolean consoleOverTls,
        HttpLimits httpLimits,
        Configuration configuration) {

    /// With media beside the spool, and nobody to scan it.
    public Deployment(
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
            HttpLimits httpLimits,
            Configuration configuration) {
        this(
                listeners,
                bindAddresses,
                trustedProxies,
                publicUrl,
                database,
                redisUrl,
                keys,
                spool,
                envelopesKept,
                new MediaPlace(spool.folder().resolveSibling("media"), Optional.empty()),
                logOrigin,
                apiTokens,
                staff,
                consoleOverTls,
                httpLimits,
                configuration);
    }

    public static final Duration ENVELOPES_KEPT_DEFAULT = Duration.ofDays(30);

    /// @param variables the value of a variable that `channels.yml` asks for, if it is set
    /// @param accounts what becomes of the accounts before they are used: the demo leads them to stand-ins
    /// @param systems likewise of the systems that requests are given to
    /// @param feeds which feeds are delivered: the demo sends the record to this machine only
    /// @param isFollowed whether the folder is taken up as it stands, as the demo does; else versions are pushed,
    ///     and the folder is only what the first start begins with
    public record Configuration(
            Function<String, Optional<String>> variables,
            UnaryOperator<List<ChannelAccount>> accounts,
            UnaryOperator<RequestSystem> systems,
            Predicate<Feed> feeds,
            boolean isFollowed) {

        /// With the accounts, systems and feeds as they are written.
        public Configuration(Function<String, Optional<String>> variables, boolean isFollowed) {
            this(variables, UnaryOperator.identity(), UnaryOperator.identity(), _ -> true, isFollowed);
        }
    }

    public record BindAddresses(String internet, String inside) {

        /// Both listeners on one address.
        public static BindAddresses both(String address) {
            return new BindAddresses(address, address);
        }
    }

    public record SpoolPlace(Path folder, long bytesMax) {}

    /// A folder that all nodes share, and where ClamAV's daemon listens, if there is one.
    public record MediaPlace(Path folder, Optional<SocketAddress> clamAv) {}

    public record DatabaseAddress(String jdbcUrl, String user, String password) {

        @Override
        public String toString() {
            return jdbcUrl + " as " + user;
        }
    }
}
