package io.glassline.storage.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;

/// A connection to Redis: one server, or a cluster.
///
/// It may be opened while Redis is away: the first command connects. No command takes longer than
/// [#COMMAND_WAIT_MAX], and none is tried again by itself: who uses Redis here can do without it.
public final class Redis implements AutoCloseable {

    /// How long a command may take, connecting included.
    public static final Duration COMMAND_WAIT_MAX = Duration.ofMillis(500);

    private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(2);
    private static final int CONNECTIONS_MAX = 32;
    private static final int CONNECTIONS_IDLE = 4;
    private static final int THREADS = 4;

    private final RedissonClient client;

    private Redis(RedissonClient client) {
        this.client = client;
    }

    /// @param url `redis://[[user]:password@]host[:port][/database]`, or `rediss://…` for TLS. Several, with commas
    ///     between them, are nodes of one cluster.
    /// @throws IllegalArgumentException when it is not such a URL.
    public static Redis open(String url) {
        var nodes = Arrays.stream(url.split(",", -1))
                .map(String::strip)
                .map(Redis::node)
                .toList();
        var config = new Config();
        config.setLazyInitialization(true);
        config.setUseScriptCache(true);
        config.setCodec(StringCodec.INSTANCE);
        config.setThreads(THREADS);
        config.setNettyThreads(THREADS);
        var user = nodes.stream().flatMap(node -> node.user.stream()).findFirst();
        var password = nodes.stream().flatMap(node -> node.password.stream()).findFirst();
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        if (nodes.size() == 1) {
            single(config, nodes.getFirst());
        } else {
            cluster(config, nodes);
        }
        return new Redis(Redisson.create(config));
    }

    private static void single(Config config, Node node) {
        limited(config.useSingleServer())
                .setAddress(node.address)
                .setDatabase(node.database)
                .setConnectionPoolSize(CONNECTIONS_MAX)
                .setConnectionMinimumIdleSize(CONNECTIONS_IDLE);
    }

    private static void cluster(Config config, List<Node> nodes) {
        if (nodes.stream().anyMatch(node -> node.database != 0)) {
            throw new IllegalArgumentException(
                    "of a Redis cluster, which has only database 0; leave the database out of the URL");
        }
        limited(config.useClusterServers())
                .addNodeAddress(nodes.stream().map(node -> node.address).toArray(String[]::new))
                .setMasterConnectionPoolSize(CONNECTIONS_MAX)
                .setMasterConnectionMinimumIdleSize(CONNECTIONS_IDLE)
                .setSlaveConnectionMinimumIdleSize(1);
    }

    private static <T extends BaseConfig<T>> T limited(T servers) {
        var waitMs = (int) COMMAND_WAIT_MAX.toMillis();
        return servers.setTimeout(waitMs).setConnectTimeout(waitMs).setRetryAttempts(0);
    }

    private record Node(String address, Optional<String> user, Optional<String> password, int database) {}

    private static Node node(String url) {
        try {
            var uri = URI.create(url);
            var isRedis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            if (!isRedis || uri.getHost() == null) {
                throw new IllegalArgumentException();
            }
            var port = uri.getPort() < 0 ? 6379 : uri.getPort();
            var userInfo = Optional.ofNullable(uri.getUserInfo());
            var database = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
            return new Node(
                    uri.getScheme() + "://" + uri.getHost() + ":" + port,
                    userInfo.map(info -> info.replaceFirst(":.*", "")).filter(user -> !user.isEmpty()),
                    userInfo.filter(info -> info.contains(":")).map(info -> info.substring(info.indexOf(':') + 1)),
                    database.isEmpty() ? 0 : Integer.parseInt(database));
        } catch (IllegalArgumentException e) {
            // The URL is not quoted: it may hold a password.
            throw new IllegalArgumentException(
                    "not a Redis URL; write redis://host:port, rediss:// for TLS, and several with commas for a cluster");
        }
    }

    /// For whatever else a node keeps in Redis.
    public RedissonClient client() {
        return client;
    }

    @Override
    public void close() {
        client.shutdown(0, CLOSE_WAIT_MAX.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}
